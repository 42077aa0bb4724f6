import type { Connection } from "./connection.ts";
import { keyTable } from "./keyTable.ts";
import type { KeyValueRow } from "./paramTable.ts";
import { runTable } from "./runTable.ts";

/** Tags that say something about the run itself and are kept in its columns too. */
/** The script, or a notebook, or a module. */
export const sourceNameTag = "mlflow.source.name";
export const nameTag = "mlflow.runName";
export const parentTag = "mlflow.parentRunId";
export const noteTag = "mlflow.note.content";
export const starTag = "tidemark.starred";

/** Tags of runs. What a tag says about its run (name, parent, note, star) is written to the run's row with it. */
export function tagTable(db: Connection) {
  const keys = keyTable(db);
  const runs = runTable(db);
  const get = db.prepare<[number, string], string>("SELECT value FROM tag WHERE run = ? AND key = ?").pluck();
  const list = db.prepare<[number], KeyValueRow>("SELECT key, value FROM tag WHERE run = ? ORDER BY key");
  const insert = db.prepare<[number, string, string]>(
    "INSERT INTO tag (run, key, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const update = db.prepare<[string, number, string]>("UPDATE tag SET value = ? WHERE run = ? AND key = ?");
  const remove = db.prepare<[number, string]>("DELETE FROM tag WHERE run = ? AND key = ?");

  const mirror = (run: number, key: string, value: string | null): void => {
    if (key === nameTag && value) runs.rename(run, value);
    else if (key === parentTag) runs.setParent(run, value);
    else if (key === noteTag) runs.setHasNote(run, Boolean(value));
    else if (key === starTag) runs.setStarred(run, value !== null && value.toLowerCase() !== "false");
  };
  return {
    get: (run: number, key: string) => get.get(run, key),
    list: (run: number) => list.all(run),
    set(run: { readonly id: number; readonly experiment: number }, key: string, value: string): void {
      if (insert.run(run.id, key, value).changes > 0) keys.added(run.experiment, "tag", key);
      else update.run(value, run.id, key);
      mirror(run.id, key, value);
    },
    /** False when there was none. */
    delete(run: { readonly id: number; readonly experiment: number }, key: string): boolean {
      if (remove.run(run.id, key).changes === 0) return false;
      keys.removed(run.experiment, "tag", key);
      mirror(run.id, key, null);
      return true;
    },
  };
}
