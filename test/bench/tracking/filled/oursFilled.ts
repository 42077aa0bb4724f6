import { join } from "node:path";
import { openStore, type Store } from "../../../../src/store/openStore.ts";
import type { Tables } from "../../../../src/store/tables.ts";
import { curvePoint, range } from "../points.ts";
import { cached } from "./cached.ts";
import { nameOf, searchedRun } from "./searchedRuns.ts";

/** A workspace whose store has so many runs of 50 metrics and 50 parameters. */
export const oursWithRuns = (count: number): Promise<string> =>
  cached(`runs-${count}`, (folder) =>
    filling(folder, async (store) => {
      const group = 200;
      for (const start of range(count / group)) {
        await store.write((tables) => {
          for (const index of range(group)) insertRun(tables, start * group + index);
        });
      }
    }),
  );

function insertRun(tables: Tables, index: number): void {
  const { id: run_id, name, startTime: start_time, metrics, params } = searchedRun(index);
  const artifact_uri = `mlflow-artifacts:/0/${run_id}/artifacts`;
  const id = tables.runs.insert({
    ...{ run_id, name, start_time, artifact_uri },
    ...{ experiment: 0, user: "ada", last_activity: start_time },
  });
  const run = { id, experiment: 0 };
  tables.tags.set(run, "mlflow.runName", name);
  for (const [at, value] of params.entries()) tables.params.insert(run, nameOf("p", at), value);
  for (const [at, value] of metrics.entries()) {
    tables.series.append(run, nameOf("m", at), [{ step: 0, time: start_time, value }]);
  }
  tables.runs.setStatus(id, "FINISHED", start_time + 60_000, start_time + 60_000);
}

/** The run of {@link oursWithPoints}. */
export const longRun = "a".repeat(32);

/** A workspace with a single run whose metric `loss` has so many points. */
export const oursWithPoints = (count: number): Promise<string> =>
  cached(`points-${count}`, (folder) =>
    filling(folder, async (store) => {
      const id = await store.write((tables) =>
        tables.runs.insert({
          ...{ run_id: longRun, name: "long", artifact_uri: `mlflow-artifacts:/0/${longRun}/artifacts` },
          ...{ experiment: 0, user: "ada", start_time: 1_700_000_000_000, last_activity: 1_700_000_000_000 },
        }),
      );
      const group = 5000;
      for (const start of range(count / group)) {
        const points = range(group).map((index) => {
          const { step, timestamp: time, value } = curvePoint(start * group + index);
          return { step, time, value };
        });
        await store.write((tables) => tables.series.append({ id, experiment: 0 }, "loss", points));
      }
    }),
  );

async function filling(folder: string, fill: (store: Store) => Promise<void>): Promise<void> {
  using store = openStore(join(folder, ".tidemark", "store.db"));
  // What is lost in a power cut is filled again.
  store.connection.pragma("synchronous = OFF");
  await fill(store);
}
