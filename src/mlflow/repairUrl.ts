const encodedRun = /(?:%[0-9A-Fa-f]{2})+/g;
const loosePercent = /%(?![0-9A-Fa-f]{2})/g;

/**
 * Makes an address readable whose path has percent signs that encode nothing. MLflow's client does not encode
 * those of a file's name (`per%cent.txt`), so that such a file could neither be logged nor read back.
 * Meant for the HTTP server's `rewriteUrl`, since the router refuses such an address before any route sees it.
 */
export function repairUrl(url: string): string {
  const [path = "", ...query] = url.split("?");
  if (decodes(path)) return url;
  const repaired = path
    .replace(encodedRun, (run) => (decodes(run) ? run : run.replaceAll("%", "%25")))
    .replace(loosePercent, "%25");
  return [repaired, ...query].join("?");
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
