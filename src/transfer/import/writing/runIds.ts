import { createHash } from "node:crypto";
import type { ImportContext } from "./context.ts";

/**
 * The id here of a source's run. MLflow's is kept when it is free or an import's: such ids are unique, so it is the
 * same run out of a moved folder, say. All others are derived from source and key.
 */
export function runIdOf({ identity, ledger, store }: ImportContext, key: string, keepsId: boolean): string {
  const known = ledger.run(key);
  if (known !== undefined) return known.runId;
  const { runs, imported } = store.tables;
  const isOurs = keepsId && /^[0-9a-zA-Z][\w-]{0,255}$/.test(key);
  if (isOurs && (runs.byId(key) === undefined || imported.isImported(key))) return key;
  return createHash("sha256").update(`${identity}\n${key}`).digest("hex").slice(0, 32);
}
