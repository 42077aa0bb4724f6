import type { ErrorCode } from "../../../protocol/errors.ts";
import type { ImportCandidate, ImportPlace, ImportRequest } from "../../../protocol/import.ts";
import type { ForeignItem } from "../foreign.ts";

/** What a worker is started for. It and the engine are of one build, so nothing is checked. */
export type ImportJob =
  | { readonly kind: "detect"; readonly from: ImportPlace }
  | { readonly kind: "read"; readonly from: ImportRequest };

/** What the worker is told afterwards. */
export type ToImportWorker =
  /** Read, leaving out runs with these fingerprints. */
  | { readonly kind: "begin"; readonly known: ReadonlyMap<string, string> }
  /** A batch was written: the next may follow. */
  | { readonly kind: "written" }
  | { readonly kind: "cancel" };

/** What the worker tells. */
export type FromImportWorker =
  | { readonly kind: "detected"; readonly candidates: readonly ImportCandidate[] }
  | { readonly kind: "opened"; readonly identity: string; readonly runs: number | null }
  | ({ readonly kind: "batch" } & ImportBatch)
  | { readonly kind: "end" }
  /** A TidemarkError as its parts. */
  | {
      readonly kind: "failed";
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly data: Record<string, unknown> };
    };

/** Some items, and how many runs were left out before their end because nothing has changed. */
export interface ImportBatch {
  readonly items: readonly ForeignItem[];
  readonly unchanged: number;
}
