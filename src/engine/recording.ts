import type { DataFolder } from "../client/dataFolder.ts";
import type { Handlers } from "../protocol/contract.ts";
import { type EngineContract, engineContract } from "../protocol/engineContract.ts";
import { TidemarkError } from "../protocol/errors.ts";
import { openStore, type Store } from "../store/openStore.ts";
import { createReadPool } from "../store/readPool.ts";
import type { TrackingChange } from "../tracking/changes.ts";
import { createTracking } from "../tracking/createTracking.ts";
import { createLoggedModels } from "../tracking/loggedModels.ts";
import type { Tracking } from "../tracking/tracking.ts";
import type { Logger } from "./engineLog.ts";
import type { Problems } from "./problems.ts";

export interface RecordingOptions {
  readonly folder: DataFolder;
  readonly readWorker: URL;
  readonly log: Logger;
  readonly problems: Problems;
  readonly onChange: (change: TrackingChange) => void;
}

/** All that is kept and found: the store and what works on it. */
export interface Recording {
  readonly tracking: Tracking;
  readonly handlers: Handlers<EngineContract>;
  runningRuns(): number;
  /** Writes what was acknowledged and closes the store. */
  close(): Promise<void>;
}

/** Opens the workspace's store, to be read only where it can't be written, and watches how its writes fare. */
export function openRecording({ folder, readWorker, log, problems, onChange }: RecordingOptions): Recording {
  const store = watchWrites(openOrRead(folder, log, problems), problems);
  const reads = createReadPool({ storeFile: folder.storeFile, workerFile: readWorker });
  const tracking: Tracking = {
    ...createTracking({ store, reads, artifactRoot: folder.artifacts, onChange, onRunStarted: () => undefined }),
    models: createLoggedModels(store),
  };
  const handlers = Object.fromEntries(
    Object.keys(engineContract.requests).map((name) => [
      name,
      () => Promise.reject(new TidemarkError("notImplemented", name)),
    ]),
  ) as unknown as Handlers<EngineContract>;
  return {
    tracking,
    handlers,
    runningRuns: () => store.tables.runs.countRunning(),
    async close() {
      await reads.dispose();
      store.dispose();
    },
  };
}

function openOrRead(folder: DataFolder, log: Logger, problems: Problems): Store {
  const onError = (error: unknown): void => {
    log.error({ err: error }, "The store is in trouble.");
    problems.observeWrite(error);
  };
  try {
    return openStore(folder.storeFile, { onError });
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.code !== "readOnly") throw error;
    const store = openStore(folder.storeFile, { readonly: true, onError });
    problems.observeWrite(error);
    return store;
  }
}

/** The same store, whose writes tell of a full or read-only disk, and of its recovery. */
function watchWrites(store: Store, problems: Problems): Store {
  return {
    ...store,
    async write(work) {
      try {
        const result = await store.write(work);
        problems.observeWrite(null);
        return result;
      } catch (error) {
        problems.observeWrite(error);
        throw error;
      }
    },
  };
}
