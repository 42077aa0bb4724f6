import type { Connection } from "./connection.ts";

export interface DataSetRow {
  readonly id: number;
  readonly name: string;
  /** How to read it: a JSON object. */
  readonly source: string;
}

/** A version without its profile. */
export interface DataVersionRow {
  readonly id: number;
  readonly data_set: number;
  /** Counted within the data set from 1. */
  readonly number: number;
  readonly hash: string;
  /** A JSON array of paths and sizes. */
  readonly files: string;
  readonly bytes: number;
  readonly row_count: number | null;
  readonly code_commit: string | null;
  readonly first_seen: number;
  readonly last_seen: number;
  /** Of the copy of its files; null when there is none. */
  readonly kept_bytes: number | null;
  readonly has_profile: number;
  /** What it was made from: a JSON object. */
  readonly lineage: string | null;
}

export type NewDataVersion = Pick<DataVersionRow, "data_set" | "hash" | "files" | "bytes" | "code_commit"> & {
  readonly seen: number;
};

/** What is found out about a version after it was first seen; null leaves it as it was. */
export interface DataVersionFacts {
  readonly rows?: number | null;
  readonly keptBytes?: number | null;
  readonly profile?: string | null;
  readonly lineage?: string | null;
}

const columns = `id, data_set, number, hash, files, bytes, row_count, code_commit, first_seen, last_seen, kept_bytes,
  profile IS NOT NULL AS has_profile, lineage`;

/** Data sets and the versions of their content. */
export function dataVersionTable(db: Connection) {
  const addSet = db.prepare<[string, string]>(
    "INSERT INTO data_set (name, source) VALUES (?, ?) ON CONFLICT DO UPDATE SET source = excluded.source",
  );
  const setByName = db.prepare<[string], DataSetRow>("SELECT * FROM data_set WHERE name = ?");
  const sets = db.prepare<[], DataSetRow>("SELECT * FROM data_set ORDER BY name");
  const insert = db.prepare<NewDataVersion>(
    `INSERT INTO data_version (data_set, number, hash, files, bytes, code_commit, first_seen, last_seen)
     SELECT @data_set, coalesce(max(number), 0) + 1, @hash, @files, @bytes, @code_commit, @seen, @seen
     FROM data_version WHERE data_set = @data_set`,
  );
  const touch = db.prepare<[string, number, number]>(
    "UPDATE data_version SET files = ?, last_seen = max(last_seen, ?) WHERE id = ?",
  );
  const byHash = db.prepare<[number, string], DataVersionRow>(
    `SELECT ${columns} FROM data_version WHERE data_set = ? AND hash = ?`,
  );
  const byId = db.prepare<[number], DataVersionRow>(`SELECT ${columns} FROM data_version WHERE id = ?`);
  const byNumber = db.prepare<[number, number], DataVersionRow>(
    `SELECT ${columns} FROM data_version WHERE data_set = ? AND number = ?`,
  );
  const byPrefix = db.prepare<[number, string, string], DataVersionRow>(
    `SELECT ${columns} FROM data_version WHERE data_set = ? AND hash >= ? AND hash < ? ORDER BY hash LIMIT 2`,
  );
  const between = db.prepare<[number, number, number], DataVersionRow>(
    `SELECT ${columns} FROM data_version WHERE data_set = ? AND number > ? AND number < ? ORDER BY number DESC`,
  );
  const bySize = db.prepare<[number], DataVersionRow>(
    `SELECT ${columns} FROM data_version WHERE bytes = ? ORDER BY last_seen DESC, id DESC`,
  );
  const page = db.prepare<[number, number, number], DataVersionRow>(
    `SELECT ${columns} FROM data_version WHERE data_set = ? ORDER BY last_seen DESC, number DESC LIMIT ? OFFSET ?`,
  );
  const count = db.prepare<[number], number>("SELECT count(*) FROM data_version WHERE data_set = ?").pluck();
  const setFacts = db.prepare<{
    id: number;
    rows: number | null;
    keptBytes: number | null;
    profile: string | null;
    lineage: string | null;
  }>(
    `UPDATE data_version SET row_count = coalesce(@rows, row_count), kept_bytes = coalesce(@keptBytes, kept_bytes),
       profile = coalesce(@profile, profile), lineage = coalesce(@lineage, lineage) WHERE id = @id`,
  );
  const profile = db.prepare<[number], string | null>("SELECT profile FROM data_version WHERE id = ?").pluck();
  const kept = db.prepare<[], DataVersionRow>(
    `SELECT ${columns} FROM data_version WHERE kept_bytes IS NOT NULL ORDER BY last_seen DESC, id DESC`,
  );
  const forgetKept = db.prepare<[number]>("UPDATE data_version SET kept_bytes = NULL WHERE id = ?");
  const dropOldest = db.prepare<[number, number, number]>(
    `DELETE FROM data_version WHERE data_set = ? AND id IN (
       SELECT id FROM data_version v WHERE data_set = ?
         AND NOT EXISTS (SELECT 1 FROM run_data_version u WHERE u.version = v.id)
       ORDER BY last_seen DESC, number DESC LIMIT -1 OFFSET ?)`,
  );
  return {
    /** The data set of that name, which is made when it isn't known; the newest way to read it counts. */
    set(name: string, source: string): DataSetRow {
      const known = setByName.get(name);
      if (known?.source === source) return known;
      addSet.run(name, source);
      return { id: setByName.get(name)?.id ?? 0, name, source };
    },
    setByName: (name: string) => setByName.get(name),
    sets: () => sets.all(),
    /** The version of that content, which is made when it isn't known. */
    see(version: NewDataVersion): DataVersionRow | undefined {
      const known = byHash.get(version.data_set, version.hash);
      if (known === undefined) insert.run(version);
      else touch.run(version.files, version.seen, known.id);
      return byHash.get(version.data_set, version.hash);
    },
    byId: (id: number) => byId.get(id),
    byNumber: (set: number, number: number) => byNumber.get(set, number),
    /** At most two: enough to see whether the first digits of a hash mean one. */
    byPrefix: (set: number, prefix: string) => byPrefix.all(set, prefix, `${prefix}g`),
    /** Those first seen after one and before another, the newest first. */
    between: (set: number, after: number, before: number) => between.all(set, after, before),
    /** Of all data sets, those whose files have so many bytes together, the one seen last first. */
    bySize: (bytes: number) => bySize.all(bytes),
    /** The one seen last first. */
    page: (set: number, limit: number, offset: number) => page.all(set, limit, offset),
    count: (set: number) => count.get(set) ?? 0,
    learn(id: number, { rows = null, keptBytes = null, profile = null, lineage = null }: DataVersionFacts): void {
      setFacts.run({ id, rows, keptBytes, profile, lineage });
    },
    profile: (id: number) => profile.get(id) ?? null,
    /** Those with a copy, the one seen last first. */
    kept: () => kept.all(),
    forgetKept: (id: number) => forgetKept.run(id),
    /** Forgets all versions that no run used but the `most` seen last, and what checking them came to. */
    dropOldest: (set: number, most: number) => dropOldest.run(set, set, most),
  };
}
