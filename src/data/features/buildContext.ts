import { createHash } from "node:crypto";
import type { Config } from "../../config/config.ts";
import type { ContentHasher } from "../content/contentHash.ts";
import type { Session } from "../duckdb/database.ts";

export interface BuildContext {
  readonly session: Session;
  readonly workspace: string;
  readonly config: Config;
  readonly hasher: ContentHasher;
  readonly signal: AbortSignal;
}

/** Of a text, in hexadecimal. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
