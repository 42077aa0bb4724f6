import type { Connection } from "./connection.ts";

export type KeyKind = "metric" | "param" | "tag";

export interface UsedKeyRow {
  readonly kind: KeyKind;
  readonly key: string;
  /** How many runs of the experiment have it. */
  readonly runs: number;
}

/** Which keys an experiment's runs use, counted when a run gets one: nobody has to look through the runs for them. */
export function keyTable(db: Connection) {
  const add = db.prepare<[number, KeyKind, string]>(
    `INSERT INTO used_key (experiment, kind, key, runs) VALUES (?, ?, ?, 1)
     ON CONFLICT DO UPDATE SET runs = runs + 1`,
  );
  const subtract = db.prepare<[number, KeyKind, string]>(
    "UPDATE used_key SET runs = runs - 1 WHERE experiment = ? AND kind = ? AND key = ?",
  );
  const list = db.prepare<[number], UsedKeyRow>(
    "SELECT kind, key, runs FROM used_key WHERE experiment = ? AND runs > 0 ORDER BY kind, key",
  );
  return {
    added: (experiment: number, kind: KeyKind, key: string) => add.run(experiment, kind, key),
    removed: (experiment: number, kind: KeyKind, key: string) => subtract.run(experiment, kind, key),
    list: (experiment: number) => list.all(experiment),
  };
}
