import { randomBytes } from "node:crypto";
import type { EngineInfo } from "../protocol/engineInfo.ts";
import { suggestedPort } from "./listen.ts";

/** Where the engine wants to be reached. */
export interface Address {
  /** In order of preference. */
  readonly ports: readonly number[];
  /** The port that scripts know already; missing it is a problem worth telling. */
  readonly knownPort: number | null;
  readonly token: string | null;
}

/** The address asked for, else the one it had before, so that a script that was logging finds the engine again. */
export function chooseAddress(
  asked: { readonly port: number | undefined; readonly token: string | null | undefined },
  previous: EngineInfo | null,
  workspace: string,
): Address {
  const known = asked.port ?? previous?.port ?? null;
  const token = asked.token === undefined ? (previous?.token ?? newToken()) : asked.token;
  return { ports: [known ?? suggestedPort(workspace)], knownPort: known === 0 ? null : known, token };
}

const newToken = (): string => randomBytes(32).toString("base64url");
