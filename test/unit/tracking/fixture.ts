import { join } from "node:path";
import { nothingRecorded } from "../../../src/provenance/recordCode.ts";
import { openStore, type Store } from "../../../src/store/openStore.ts";
import { directReads } from "../../../src/store/readPool.ts";
import type { DatasetsUsed, RunStart, TrackingChange } from "../../../src/tracking/changes.ts";
import { createTracking } from "../../../src/tracking/createTracking.ts";
import type { Tracking } from "../../../src/tracking/tracking.ts";
import { createViews } from "../../../src/tracking/views/createViews.ts";
import type { Views } from "../../../src/tracking/views/views.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

export interface TrackingFixture extends AsyncDisposable {
  readonly tracking: Tracking;
  readonly views: Views;
  readonly store: Store;
  readonly folder: string;
  readonly artifactRoot: string;
  readonly changes: TrackingChange[];
  readonly starts: RunStart[];
  readonly uses: DatasetsUsed[];
  /** Sets the clock; it stands still otherwise. */
  setTime(now: number): void;
}

/** The call context of a request that nobody cancels. */
export const context = { signal: new AbortController().signal };

/** Tracking on a real store and a real folder, with a clock of its own. */
export async function trackingFixture(): Promise<TrackingFixture> {
  const folder = await temporaryFolder();
  const store = openStore(join(folder.path, "store.db"));
  const reads = directReads(store.connection);
  const artifactRoot = join(folder.path, "artifacts");
  const changes: TrackingChange[] = [];
  const starts: RunStart[] = [];
  let time = 1000;
  const now = () => time;
  const onChange = (change: TrackingChange) => changes.push(change);
  const onRunStarted = (start: RunStart) => starts.push(start);
  const uses: DatasetsUsed[] = [];
  const onDatasetsUsed = (use: DatasetsUsed) => uses.push(use);
  const tracking = createTracking({ store, reads, artifactRoot, onChange, onRunStarted, onDatasetsUsed, now });
  const views = createViews({
    store,
    reads,
    tracking,
    artifactRoot,
    onChange,
    codeOf: () => nothingRecorded,
    now,
  });
  return {
    tracking,
    views,
    store,
    folder: folder.path,
    artifactRoot,
    changes,
    starts,
    uses,
    setTime: (next) => {
      time = next;
    },
    async [Symbol.asyncDispose]() {
      store.dispose();
      await folder[Symbol.asyncDispose]();
    },
  };
}
