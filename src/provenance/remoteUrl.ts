/** The URL of the remote that a branch follows, else of `origin`, else of the only one there is; without credentials. */
export function chooseRemote(urls: ReadonlyMap<string, string>, upstream: string | null): string | null {
  const followed = [...urls.keys()].find((name) => upstream?.startsWith(`${name}/`));
  const url = urls.get(followed ?? "origin") ?? (urls.size === 1 ? [...urls.values()][0] : undefined);
  return url === undefined ? null : withoutCredentials(url);
}

/** A remote's address without password, token or query. The user name of SSH stays: it is part of the address. */
export function withoutCredentials(url: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?([^?#]*)/i.exec(url);
  if (parts === null) return url; // A path, or SSH's short form, which has no place for a password.
  const [, scheme = "", user, rest = ""] = parts;
  const name = user?.split(":")[0];
  const kept = /ssh/i.test(scheme) && name !== undefined ? `${name}@` : "";
  return `${scheme}://${kept}${rest}`;
}

/** Reads `git config -z --get-regexp '^remote\..*\.url$'`; a remote's first address counts. */
export function parseRemotes(output: string): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  for (const record of output.split("\0")) {
    const [key = "", url] = splitOnce(record, "\n");
    const name = /^remote\.(.*)\.url$/s.exec(key)?.[1];
    if (name !== undefined && url !== undefined && !urls.has(name)) urls.set(name, url);
  }
  return urls;
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
