import type { Credentials } from "../../protocol/remote.ts";
import type { RemoteAddress } from "./remoteAddress.ts";

/** Credentials of servers, for as long as the process lives. */
export interface Keyring {
  /** The address with its own credentials, else with those that worked before. */
  unlock(address: RemoteAddress): RemoteAddress;
  /** These credentials work. */
  keep(address: RemoteAddress): void;
}

export function createKeyring(): Keyring {
  const known = new Map<string, Credentials>();
  return {
    unlock: ({ url, credentials }) => ({ url, credentials: credentials ?? known.get(url) ?? null }),
    keep({ url, credentials }) {
      if (credentials !== null) known.set(url, credentials);
    },
  };
}
