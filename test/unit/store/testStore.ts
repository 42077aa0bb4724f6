import { join } from "node:path";
import { openStore, type Store } from "../../../src/store/openStore.ts";
import type { Tables } from "../../../src/store/tables.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

export interface TestStore extends AsyncDisposable {
  readonly store: Store;
  readonly file: string;
}

/** A new store in a folder of its own. */
export async function testStore(): Promise<TestStore> {
  const folder = await temporaryFolder();
  const file = join(folder.path, "store.db");
  const store = openStore(file);
  return {
    store,
    file,
    async [Symbol.asyncDispose]() {
      store.dispose();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** A run of the Default experiment, without MLflow's rules. */
export function insertRun(tables: Tables, runId: string, startTime = 0) {
  const id = tables.runs.insert({
    run_id: runId,
    experiment: 0,
    name: runId,
    user: "",
    start_time: startTime,
    last_activity: startTime,
    artifact_uri: "",
  });
  return { id, experiment: 0 };
}
