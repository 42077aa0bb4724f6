import { percentDecoded } from "../../protocol/percentDecoded.ts";
import type { Credentials } from "../../protocol/remote.ts";

/** A server's address, and who to be there when that stood in it. */
export interface Address {
  readonly url: string;
  readonly credentials: Credentials | null;
}

/** What a user typed, without secrets, query and closing slash; null when it is no address. */
export function parseAddress(text: string): Address | null {
  const url = URL.parse(text.trim());
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  const { username, password } = url;
  const bare = `${url.origin}${url.pathname}`.replace(/\/+$/, "");
  if (username === "" && password === "") return { url: bare, credentials: null };
  return {
    url: bare,
    credentials: { username: percentDecoded(username), password: percentDecoded(password) },
  };
}

/** Why a typed text is no address; undefined when it is one. */
export const addressProblem = (text: string): string | undefined =>
  parseAddress(text) === null ? "An address begins with http:// or https://" : undefined;

const mostKept = 10;

/** The addresses with the one used now first. */
export const recentFirst = (known: readonly string[], url: string): readonly string[] =>
  [url, ...known.filter((each) => each !== url)].slice(0, mostKept);
