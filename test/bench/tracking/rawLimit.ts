import { join } from "node:path";
import { newTemporaryFolder } from "../../../scripts/process/temporaryFolder.ts";
import { openStore } from "../../../src/store/openStore.ts";
import { curvePoint, range } from "./points.ts";
import { median } from "./statistics.ts";

const transactions = 80;

/**
 * How many points a second SQLite takes when it does nothing else: the same points, in the store's own table with its
 * settings, each transaction as large as a request, by one prepared statement.
 */
export async function rawInsertRate(size: number): Promise<number> {
  await using folder = await newTemporaryFolder("tidemark-bench-raw-");
  using store = openStore(join(folder.path, "store.db"));
  const db = store.connection;
  db.exec("CREATE TABLE bare AS SELECT * FROM metric_point LIMIT 0; DROP TABLE bare;");
  const bare = String(db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'metric_point'").pluck().get());
  db.exec(bare.replace("metric_point", "bare").replace("REFERENCES series (id)", ""));
  const insert = db.prepare("INSERT INTO bare (series, step, time, value, nan) VALUES (?, ?, ?, ?, ?)");
  const keys = 10;
  const seconds: number[] = [];
  for (const transaction of range(transactions)) {
    const points = range(size).map((index) => {
      const step = transaction * (size / keys) + Math.floor(index / keys);
      return { series: index % keys, ...curvePoint(step) };
    });
    const started = performance.now();
    db.exec("BEGIN IMMEDIATE");
    for (const { series, step, timestamp, value } of points) insert.run(series, step, timestamp, value, 0);
    db.exec("COMMIT");
    seconds.push((performance.now() - started) / 1000);
  }
  return size / median(seconds);
}
