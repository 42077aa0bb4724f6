import { notFound } from "../../protocol/errors.ts";
import type { SyncState } from "../../protocol/push.ts";
import type { TrackingChange } from "../../tracking/changes.ts";
import { api } from "../push/endpoints.ts";
import type { KeyedLocks } from "../push/keyedLocks.ts";
import type { LocalRecords } from "../push/pushContext.ts";
import type { Keyring } from "../remote/keyring.ts";
import type { RemoteAddress } from "../remote/remoteAddress.ts";
import { createRemoteMlflow } from "../remote/remoteMlflow.ts";
import { createSyncWorker, type SyncWorker } from "./syncWorker.ts";

export interface SyncDependencies {
  readonly local: LocalRecords;
  readonly locks: KeyedLocks;
  readonly keyring: Keyring;
  readonly onState: (states: readonly SyncState[]) => void;
  /** Hears of failures that are ours, not a server's. */
  readonly onError: (error: unknown) => void;
}

/** Keeps experiments pushed. Which ones and to where is in the store; credentials are not. */
export interface Sync {
  /** Goes on with what the store says. */
  begin(): void;
  set(experimentId: string, address: RemoteAddress, signal: AbortSignal): Promise<SyncState>;
  list(): readonly SyncState[];
  stop(experimentId: string): Promise<void>;
  changed(change: TrackingChange): void;
  /** Credentials of a server have come. */
  wake(url: string): void;
  dispose(): Promise<void>;
}

export function createSync({ local, locks, keyring, onState, onError }: SyncDependencies): Sync {
  /** By the experiment's id. */
  const workers = new Map<string, SyncWorker>();
  const list = (): readonly SyncState[] => [...workers.values()].map(({ state }) => state);
  const tell = (): void => onState(list());
  const start = (experimentId: string, url: string): SyncWorker => {
    const worker = createSyncWorker({ experimentId, url, local, locks, keyring, onState: tell, onError });
    workers.set(experimentId, worker);
    return worker;
  };
  const end = async (experimentId: string): Promise<void> => {
    const worker = workers.get(experimentId);
    workers.delete(experimentId);
    await worker?.dispose();
  };
  return {
    begin() {
      for (const { experimentId, remote } of local.store.tables.syncs.list()) start(experimentId, remote);
    },
    async set(experimentId, address, signal) {
      local.tracking.experiments.get(experimentId);
      const remote = createRemoteMlflow({ ...address, waits: [] });
      await remote.get(`${api}/experiments/search`, { max_results: "1" }, { signal });
      keyring.keep(address);
      await local.store.write(({ experiments, pushed, syncs }) => {
        const experiment = experiments.byId(experimentId);
        if (experiment === undefined) throw notFound(`There is no experiment ${experimentId}.`);
        syncs.remove(experiment.id);
        syncs.add(experiment.id, pushed.remote(address.url), Date.now());
      });
      await end(experimentId);
      const worker = start(experimentId, address.url);
      tell();
      return worker.state;
    },
    list,
    async stop(experimentId) {
      await local.store.write(({ experiments, syncs }) => {
        const experiment = experiments.byId(experimentId);
        if (experiment === undefined || syncs.remove(experiment.id).changes === 0) {
          throw notFound("This experiment is not kept pushed.");
        }
      });
      await end(experimentId);
      tell();
    },
    changed({ run }) {
      if (run !== undefined) workers.get(run.experimentId)?.changed(run);
    },
    wake(url) {
      for (const worker of workers.values()) if (worker.state.remote === url) worker.wake();
    },
    async dispose() {
      await Promise.all([...workers.keys()].map(end));
    },
  };
}
