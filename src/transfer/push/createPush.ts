import { notFound, TidemarkError } from "../../protocol/errors.ts";
import type { PushCounts, PushSelection, PushSize, PushSummary } from "../../protocol/push.ts";
import type { RunInOrder } from "../../store/pushOrder.ts";
import { pathOfUri } from "../../tracking/artifactPath.ts";
import type { RemoteAddress } from "../remote/remoteAddress.ts";
import { createRemoteMlflow } from "../remote/remoteMlflow.ts";
import type { KeyedLocks } from "./keyedLocks.ts";
import { openLedger } from "./ledger.ts";
import type { LocalRecords } from "./pushContext.ts";
import { pushRuns } from "./pushRuns.ts";
import { createReport } from "./report.ts";
import { walkArtifacts } from "./walkArtifacts.ts";

export interface PushOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: {
    readonly runsDone: number;
    readonly runs: number;
    readonly sent: PushCounts;
  }) => void;
}

/** Sends selected records of this workspace to another MLflow server. */
export interface Push {
  measure(selection: PushSelection, signal: AbortSignal): Promise<PushSize>;
  /** Resolves also when it was interrupted; what was sent by then is remembered, and another push goes on there. */
  start(selection: PushSelection, remote: RemoteAddress, options: PushOptions): Promise<PushSummary>;
}

export function createPush(local: LocalRecords, locks: KeyedLocks): Push {
  const order = async (selection: PushSelection): Promise<readonly RunInOrder[]> => {
    if ("modelName" in selection) throw new TidemarkError("notImplemented", "Models can't be pushed yet.");
    const runs = await local.reads.read("pushOrder", selection);
    if (runs.length === 0) throw notFound("There are no runs to push: they may have been deleted.");
    return runs;
  };
  return {
    async measure(selection, signal) {
      const runs = await order(selection);
      const size = { runs: runs.length, points: 0, files: 0, bytes: 0 };
      for (const { points, artifactUri } of runs) {
        size.points += points;
        const folder = pathOfUri(artifactUri);
        if (folder === undefined) continue;
        for await (const file of walkArtifacts(local.tracking.artifacts, local.artifactRoot, folder)) {
          signal.throwIfAborted();
          size.files += 1;
          size.bytes += file.size;
        }
      }
      return size;
    },
    async start(selection, address, { signal, onProgress }) {
      const runs = await order(selection);
      let runsDone = 0;
      const tell = (): void => onProgress({ runsDone, runs: runs.length, sent: report.sent });
      const report = createReport(tell);
      const ledger = await openLedger(local.store, address.url);
      const remote = createRemoteMlflow(address);
      const onRun = (): void => {
        runsDone += 1;
        tell();
      };
      const failure = await pushRuns({ local, remote, ledger, report, signal }, runs, { locks, onRun }).then(
        () => null,
        (error: unknown) => interruption(error, signal),
      );
      const [experimentId, ...others] = new Set(runs.map((run) => run.experimentId));
      const shown =
        experimentId === undefined || others.length > 0 ? undefined : ledger.find("experiment", experimentId);
      return {
        remote: address.url,
        sent: report.sent,
        failures: [...report.failures],
        failureCount: report.failureCount,
        notes: [...report.notes],
        interrupted: failure?.message ?? null,
        unauthenticated: failure?.code === "unauthenticated",
        page: shown === undefined ? null : `${address.url}/#/experiments/${shown.remoteId}`,
      };
    },
  };
}

/** What ended a push early and can be told; anything else is a mistake of ours. */
function interruption(error: unknown, signal: AbortSignal): TidemarkError {
  if (signal.aborted) return new TidemarkError("cancelled", "It was cancelled.");
  if (error instanceof TidemarkError && (error.code === "unavailable" || error.code === "unauthenticated"))
    return error;
  throw error;
}
