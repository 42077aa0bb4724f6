import type { Credentials } from "../../protocol/remote.ts";
import type { RemoteAddress } from "./remoteAddress.ts";

/** Credentials of servers, for as long as the process lives. */
export interface Keyring {
  /** The address with its credentials, which are kept; without any, with those that were kept before. */
  unlock(address: RemoteAddress): RemoteAddress;
}

export function createKeyring(): Keyring {
  const known = new Map<string, Credentials>();
  return {
    unlock({ url, credentials }) {
      if (credentials !== null) known.set(url, credentials);
      return { url, credentials: known.get(url) ?? null };
    },
  };
}
