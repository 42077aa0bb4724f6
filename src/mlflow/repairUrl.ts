const encodedRun = /(?:%[0-9A-Fa-f]{2})+/g;
const loosePercent = /%(?![0-9A-Fa-f]{2})/g;

/**
 * Makes an address readable whose path has percent signs that encode no text. MLflow's client does not encode
 * those of a file's name, so that `per%cent.txt` arrives as the byte CE: it is read as the sign for unknown text,
 * which is what MLflow's server reads and what the client asks for when it wants the file back.
 * Meant for the HTTP server's `rewriteUrl`, since the router refuses such an address before any route sees it.
 */
export function repairUrl(url: string): string {
  const [path = "", ...query] = url.split("?");
  if (decodes(path)) return url;
  const repaired = path
    .replace(encodedRun, (run) => (decodes(run) ? run : encodeURIComponent(readBytes(run))))
    .replace(loosePercent, "%25");
  return [repaired, ...query].join("?");
}

/** What cannot be read becomes U+FFFD. */
const readBytes = (run: string): string => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8");

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
