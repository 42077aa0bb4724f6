import type { Connection } from "./connection.ts";

/** What checking a data set came to. */
export interface DataCheckRow {
  readonly id: number;
  readonly data_set: number;
  /** Null when its content wasn't known. */
  readonly version: number | null;
  readonly time: number;
  /** In milliseconds. */
  readonly took: number;
  readonly row_count: number | null;
  readonly passed: number;
  readonly failed: number;
  readonly could_not_run: number;
  readonly skipped: number;
  /** A JSON array. */
  readonly outcomes: string;
}

export type NewDataCheck = Omit<DataCheckRow, "id">;
export type DataCheckListRow = Omit<DataCheckRow, "outcomes"> & { readonly version_number: number | null };

/** Beyond so many, a data set's oldest are forgotten. */
const mostChecks = 1000;

/** Results of checking data sets, in the order in which they came. */
export function dataCheckTable(db: Connection) {
  const newest = db.prepare<[number], DataCheckRow>(
    "SELECT * FROM data_check WHERE data_set = ? ORDER BY id DESC LIMIT 1",
  );
  const insert = db.prepare<NewDataCheck>(
    `INSERT INTO data_check
       (data_set, version, time, took, row_count, passed, failed, could_not_run, skipped, outcomes)
     VALUES (@data_set, @version, @time, @took, @row_count, @passed, @failed, @could_not_run, @skipped, @outcomes)`,
  );
  const repeat = db.prepare<[number, number, number]>("UPDATE data_check SET time = ?, took = ? WHERE id = ?");
  const drop = db.prepare<[number, number, number]>(
    `DELETE FROM data_check WHERE data_set = ? AND id <=
       (SELECT id FROM data_check WHERE data_set = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
  );
  const ofVersion = db.prepare<[number], DataCheckRow>(
    "SELECT * FROM data_check WHERE version = ? ORDER BY id DESC LIMIT 1",
  );
  const page = db.prepare<[number, number, number], DataCheckListRow>(
    `SELECT c.id, c.data_set, c.version, v.number AS version_number, c.time, c.took, c.row_count, c.passed, c.failed,
       c.could_not_run, c.skipped
     FROM data_check c LEFT JOIN data_version v ON v.id = c.version
     WHERE c.data_set = ? ORDER BY c.id DESC LIMIT ? OFFSET ?`,
  );
  const count = db.prepare<[number], number>("SELECT count(*) FROM data_check WHERE data_set = ?").pluck();
  return {
    /** One that says the same of the same version as the one before only moves that one's time. */
    add(check: NewDataCheck): void {
      const before = newest.get(check.data_set);
      if (before?.version === check.version && before.outcomes === check.outcomes) {
        repeat.run(check.time, check.took, before.id);
        return;
      }
      insert.run(check);
      drop.run(check.data_set, check.data_set, mostChecks);
    },
    newest: (set: number) => newest.get(set),
    ofVersion: (version: number) => ofVersion.get(version),
    /** The newest first. */
    page: (set: number, limit: number, offset: number) => page.all(set, limit, offset),
    count: (set: number) => count.get(set) ?? 0,
  };
}
