// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in a path
const refused = /[\u0000-\u001f\u007f\\#:*?"<>|]/g;

/** A name as the path of an artifact, with `/` between folders: what a file system or MLflow refuses becomes `_`. */
export function acceptedPath(name: string): string {
  const segments = name
    .replace(refused, "_")
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) =>
      /^\.+$/.test(segment) ? segment.replaceAll(".", "_") : Array.from(segment).slice(0, 100).join(""),
    );
  return segments.length === 0 ? "unnamed" : segments.join("/");
}
