import { TidemarkError } from "../../protocol/errors.ts";
import type { SyncState } from "../../protocol/push.ts";
import type { RunInOrder } from "../../store/pushOrder.ts";
import type { TrackingChange } from "../../tracking/changes.ts";
import type { KeyedLocks } from "../push/keyedLocks.ts";
import { type Ledger, openLedger } from "../push/ledger.ts";
import type { LocalRecords } from "../push/pushContext.ts";
import { pushRuns } from "../push/pushRuns.ts";
import { createReport } from "../push/report.ts";
import type { Keyring } from "../remote/keyring.ts";
import { createRemoteMlflow } from "../remote/remoteMlflow.ts";
import { type ChangedRuns, createChangedRuns } from "./changedRuns.ts";

export interface SyncWorkerOptions {
  readonly experimentId: string;
  /** Of the server, without credentials. */
  readonly url: string;
  readonly local: LocalRecords;
  readonly locks: KeyedLocks;
  readonly keyring: Keyring;
  readonly onState: () => void;
  readonly onError: (error: unknown) => void;
  /** Milliseconds from a change to the round that sends it, so that changes share requests. */
  readonly interval?: number;
}

/** Keeps the runs of one experiment pushed to one server. */
export interface SyncWorker {
  readonly state: SyncState;
  changed(run: NonNullable<TrackingChange["run"]>): void;
  /** Tries now, with whatever credentials there are by now. */
  wake(): void;
  /** Ends the round that is under way; what it has not sent is sent another time. */
  dispose(): Promise<void>;
}

/** After failures a server is left alone ever longer, up to a minute. */
const longestWait = 60_000;
/** A round does not insist for long: the next one goes on. */
const waits: readonly number[] = [500, 2000];
const mostFailures = 100;

export function createSyncWorker(options: SyncWorkerOptions): SyncWorker {
  const { experimentId, url, local, locks, keyring, interval = 2000 } = options;
  const changed = createChangedRuns();
  const seen = new Set<string>();
  const abort = new AbortController();
  let ledger: Ledger | undefined;
  let round: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failedRounds = 0;
  let checkedAll = false;
  let runsUnderWay = 0;
  /** By their place, the latest of each. */
  const failures = new Map<string, string>();
  let state: Pick<SyncState, "state" | "message" | "currentAt"> = { state: "sending", message: null, currentAt: null };

  const setState = (next: Partial<typeof state>): void => {
    state = { ...state, message: null, ...next };
    options.onState();
  };
  const schedule = (wait: number): void => {
    if (abort.signal.aborted || timer !== undefined || round !== undefined) return;
    timer = setTimeout(begin, wait);
  };
  const begin = (): void => {
    timer = undefined;
    round = work().finally(() => {
      round = undefined;
      if (state.state === "unauthenticated") return;
      if (failedRounds > 0) schedule(Math.min(longestWait, interval * 2 ** failedRounds));
      else if (changed.size > 0) schedule(interval);
    });
  };
  const work = async (): Promise<void> => {
    setState({ state: "sending" });
    const taken = changed.take();
    try {
      ledger ??= await openLedger(local.store, url);
      const order = checkedAll ? await orderOf(local, taken) : await unfinished(local, ledger, experimentId, taken);
      await forgetComplete(ledger, order);
      const report = createReport();
      const remote = createRemoteMlflow({ ...keyring.unlock({ url, credentials: null }), waits });
      const context = { local, remote, ledger, report, signal: abort.signal, seen };
      runsUnderWay = order.length;
      const onRun = (runId: string): void => {
        runsUnderWay -= 1;
        taken.done(runId);
      };
      await pushRuns(context, order, { locks, onRun, ...(checkedAll ? { onlyPoints: taken.onlyPoints } : {}) });
      taken.finish();
      checkedAll = true;
      failedRounds = 0;
      for (const { place, reason } of report.failures) failures.set(place, reason);
      setState({ state: "current", currentAt: Date.now() });
    } catch (error) {
      taken.giveBack();
      if (!abort.signal.aborted) failed(error);
    }
  };
  const failed = (error: unknown): void => {
    const known = error instanceof TidemarkError ? error : undefined;
    if (known?.code !== "unavailable" && known?.code !== "unauthenticated") options.onError(error);
    failedRounds = Math.min(failedRounds + 1, 10);
    const message = error instanceof Error ? error.message : String(error);
    setState({ state: known?.code === "unauthenticated" ? "unauthenticated" : "waiting", message });
  };

  begin();
  return {
    get state() {
      const refused = [...failures].slice(-mostFailures).map(([place, reason]) => ({ place, reason }));
      return { experimentId, remote: url, ...state, runsLeft: Math.max(changed.size, runsUnderWay), failures: refused };
    },
    changed(run) {
      if (run.experimentId !== experimentId) return;
      changed.add(run);
      if (state.state !== "unauthenticated" && failedRounds === 0) schedule(interval);
    },
    wake() {
      clearTimeout(timer);
      timer = undefined;
      if (round === undefined) begin();
    },
    async dispose() {
      abort.abort();
      clearTimeout(timer);
      await round;
    },
  };
}

/** Runs that changed, in the order to push them in. */
async function orderOf(local: LocalRecords, taken: ChangedRuns): Promise<readonly RunInOrder[]> {
  if (taken.runIds.length === 0) return [];
  const order = await local.reads.read("pushOrder", { runIds: taken.runIds });
  return order.filter(({ runId }) => taken.has(runId));
}

/** After a start: runs that were not pushed as a whole since they last changed. */
async function unfinished(
  local: LocalRecords,
  ledger: Ledger,
  experimentId: string,
  taken: ChangedRuns,
): Promise<readonly RunInOrder[]> {
  const order = await local.reads.read("pushOrder", { experimentId });
  return order.filter(({ runId, lastActivity }) => {
    const completeAt = ledger.find("run", runId)?.completeAt ?? null;
    return taken.has(runId) || completeAt === null || lastActivity >= completeAt;
  });
}

/** Should the engine end before they are sent, they are found again. */
async function forgetComplete(ledger: Ledger, order: readonly RunInOrder[]): Promise<void> {
  for (const { runId } of order) {
    const item = ledger.find("run", runId);
    if (item !== undefined && item.completeAt !== null) await ledger.setComplete(item, null);
  }
}
