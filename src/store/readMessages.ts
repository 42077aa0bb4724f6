import type { ErrorCode } from "../protocol/errors.ts";
import type { ReadName } from "./reads.ts";

/** What the pool sends a worker. Both are ours and of one build, so nothing is checked. */
export interface ReadRequest {
  readonly id: number;
  readonly name: ReadName;
  readonly params: unknown;
}

/** What a worker answers; a TidemarkError travels as its parts. */
export type ReadReply =
  | { readonly id: number; readonly result: unknown }
  | {
      readonly id: number;
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly data: Record<string, unknown> };
    };
