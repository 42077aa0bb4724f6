import { invalidParameter } from "../../protocol/errors.ts";
import { percentDecoded } from "../../protocol/percentDecoded.ts";
import type { Credentials, RemoteServer } from "../../protocol/remote.ts";

/** A server's address without secrets, and what to show it. */
export interface RemoteAddress {
  /** Without user name, password, query and closing slash. */
  readonly url: string;
  readonly credentials: Credentials | null;
}

/**
 * Checks where to send to. A user name and password in the address become credentials and leave the address.
 * @throws TidemarkError `invalidParameter` when it is no HTTP address, or this workspace's own engine
 */
export function remoteAddress({ url: text, credentials }: RemoteServer, ownUrl: string | null): RemoteAddress {
  const url = URL.parse(text.trim());
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw invalidParameter(
      "The server's address has to begin with http:// or https://, as https://mlflow.example.org.",
    );
  }
  const inAddress =
    url.username === "" && url.password === ""
      ? null
      : { username: percentDecoded(url.username), password: percentDecoded(url.password) };
  url.username = "";
  url.password = "";
  url.search = "";
  url.hash = "";
  if (ownUrl !== null && isSame(url, new URL(ownUrl))) {
    throw invalidParameter("This is the address of the workspace's own engine: name another server.");
  }
  return { url: url.href.replace(/\/+$/, ""), credentials: credentials ?? inAddress };
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|\[::ffff:7f.*\]|0\.0\.0\.0|\[::\])$/;

/** All names of this machine's loopback count as one. */
const isSame = (a: URL, b: URL): boolean =>
  a.origin === b.origin || (a.port === b.port && loopback.test(a.hostname) && loopback.test(b.hostname));
