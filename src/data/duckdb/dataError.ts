import { ZodError } from "zod";
import { type ErrorCode, TidemarkError } from "../../protocol/errors.ts";

/** DuckDB says only in words what kind of failure it was. */
const kinds: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^INTERRUPT/, "cancelled"],
  [/^IO Error: No files found|^IO Error: Cannot open file .*No such file/s, "notFound"],
  [/No space left on device/, "diskFull"],
  [/^(Out of Memory|IO|HTTP|Permission)/, "unavailable"],
  [/^(Internal|FATAL)/i, "internal"],
];

/** What DuckDB says of a row or value that is not as it was told: other rows may have been read by then. */
const ofOneRow = /^(Conversion Error|Invalid Input Error: (CSV Error|The CSV Parser))/;

/** Whether a query failed at a row that is not as its reader expected. */
export const isOfOneRow = ({ data }: TidemarkError): boolean => data.ofOneRow === true;

/** A failure of DuckDB's as ours. What a query, a file or a value did wrong is `invalidParameter`. */
export function dataError(error: unknown): TidemarkError {
  if (error instanceof TidemarkError) return error;
  if (error instanceof ZodError) return new TidemarkError("internal", error.message, { cause: error });
  const words = error instanceof Error ? error.message : String(error);
  // The query behind it is mostly ours, and says nothing to a user.
  const message = words.split(/\n+LINE \d+:/)[0] ?? words;
  const code = kinds.find(([words]) => words.test(message))?.[1] ?? "invalidParameter";
  return new TidemarkError(code, message, {
    cause: error,
    ...(ofOneRow.test(words) ? { data: { ofOneRow: true } } : {}),
  });
}
