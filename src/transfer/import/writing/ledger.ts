import type { ImportedExperimentRow, ImportedRunRow } from "../../../store/importLedger.ts";
import type { Store } from "../../../store/openStore.ts";

/** What was imported from one source. Writes resolve once they are committed. */
export interface ImportLedger {
  experiment(key: string): ImportedExperimentRow | undefined;
  setExperiment(key: string, row: ImportedExperimentRow): Promise<void>;
  run(key: string): ImportedRunRow | undefined;
  setRun(key: string, row: ImportedRunRow): Promise<void>;
  /** Fingerprints of the runs that are here as a whole, by their key. */
  complete(): ReadonlyMap<string, string>;
}

export async function openImportLedger(store: Store, identity: string): Promise<ImportLedger> {
  const source = await store.write(({ imported }) => imported.source(identity));
  const { imported } = store.tables;
  return {
    experiment: (key) => imported.experiment(source, key),
    setExperiment: (key, row) =>
      store.write((tables) => {
        tables.imported.setExperiment(source, key, row);
      }),
    run: (key) => imported.run(source, key),
    setRun: (key, row) =>
      store.write((tables) => {
        tables.imported.setRun(source, key, row);
      }),
    complete: () => imported.complete(source),
  };
}
