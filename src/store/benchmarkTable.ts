import type { Connection } from "./connection.ts";

/** How fast a model was. */
export interface BenchmarkRow {
  readonly id: number;
  readonly time: number;
  /** Absolute; the other model's, if there was one, is in the result. */
  readonly path: string;
  readonly sha256: string;
  readonly code_commit: string | null;
  /** A JSON object. */
  readonly settings: string;
  readonly samples_per_second: number;
  /** In milliseconds; null where the scenario or the number of queries has none. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly noisy: 0 | 1;
  /** A JSON object. */
  readonly result: string;
}

export type NewBenchmark = Omit<BenchmarkRow, "id">;
export type BenchmarkListRow = Omit<BenchmarkRow, "result"> & {
  readonly runtime: string;
  /** Whether another model was measured with it. */
  readonly beside_other: 0 | 1;
};

/** Beyond so many, the oldest are forgotten. */
const mostBenchmarks = 5000;

/** Benchmarks of models, in the order in which they were made. */
export function benchmarkTable(db: Connection) {
  const insert = db.prepare<NewBenchmark>(
    `INSERT INTO benchmark
       (time, path, sha256, code_commit, settings, samples_per_second, p50, p99, noisy, result)
     VALUES (@time, @path, @sha256, @code_commit, @settings, @samples_per_second, @p50, @p99, @noisy, @result)`,
  );
  const drop = db.prepare<[number]>("DELETE FROM benchmark WHERE id <= ?");
  const get = db.prepare<[number], BenchmarkRow>("SELECT * FROM benchmark WHERE id = ?");
  const page = db.prepare<[number], BenchmarkListRow>(
    `SELECT id, time, path, sha256, code_commit, settings, samples_per_second, p50, p99, noisy,
       result ->> '$.runtime' AS runtime, result -> '$.other' IS NOT NULL AS beside_other
     FROM benchmark ORDER BY id DESC LIMIT ?`,
  );
  return {
    add(benchmark: NewBenchmark): number {
      const id = Number(insert.run(benchmark).lastInsertRowid);
      drop.run(id - mostBenchmarks);
      return id;
    },
    get: (id: number) => get.get(id),
    /** The newest first. */
    newest: (limit: number) => page.all(limit),
  };
}
