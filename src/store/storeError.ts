import { TidemarkError } from "../protocol/errors.ts";

/** SQLite's own code of a failure (`SQLITE_FULL`, `SQLITE_CORRUPT_VTAB`, …), if it is one. */
function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  return error.code.startsWith("SQLITE_") ? error.code : undefined;
}

/** The file is not a readable database, in whole or in part. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB");
}

/** What went wrong in the store, in our own terms. What is not SQLite's passes through as it is. */
export function storeError(error: unknown): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (isDamage(error)) {
    return new TidemarkError("storeDamaged", `The store is damaged: ${message}.`, {
      data: { sqlite: code },
      cause: error,
    });
  }
  if (code === "SQLITE_FULL") {
    return new TidemarkError("diskFull", "The disk is full: nothing more can be recorded.", { cause: error });
  }
  if (code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_CANTOPEN") || code === "SQLITE_PERM") {
    return new TidemarkError("readOnly", "The store cannot be written.", { data: { sqlite: code }, cause: error });
  }
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
    return new TidemarkError("unavailable", "Another program is keeping the store busy.", { cause: error });
  }
  return new TidemarkError("internal", `The store failed: ${message}.`, { data: { sqlite: code }, cause: error });
}
