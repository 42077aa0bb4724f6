import { notFound, TidemarkError } from "../../protocol/errors.ts";
import type { PushProgress, PushSelection, PushSize, PushSummary } from "../../protocol/push.ts";
import type { RunInOrder } from "../../store/pushOrder.ts";
import { pathOfUri } from "../../tracking/artifactPath.ts";
import type { RemoteAddress } from "../remote/remoteAddress.ts";
import { createRemoteMlflow } from "../remote/remoteMlflow.ts";
import type { KeyedLocks } from "./keyedLocks.ts";
import { openLedger } from "./ledger.ts";
import { pagePath } from "./pagePath.ts";
import type { LocalRecords, PushContext } from "./pushContext.ts";
import { pushRegisteredModel } from "./pushRegisteredModel.ts";
import { pushRuns } from "./pushRuns.ts";
import { createReport } from "./report.ts";
import { selectRuns } from "./selectRuns.ts";
import { walkArtifacts } from "./walkArtifacts.ts";

/** A push that is under way. */
export interface StartedPush {
  progress(): PushProgress;
  /** Resolves also when it was interrupted; what was sent by then is remembered, and another push goes on there. */
  readonly ended: Promise<PushSummary>;
}

/** Sends selected records of this workspace to another MLflow server. */
export interface Push {
  measure(selection: PushSelection, signal: AbortSignal): Promise<PushSize>;
  start(selection: PushSelection, remote: RemoteAddress, signal: AbortSignal): StartedPush;
}

export function createPush(local: LocalRecords, locks: KeyedLocks): Push {
  return {
    async measure(selection, signal) {
      const runs = await selectRuns(local, selection);
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
    start(selection, address, signal) {
      const report = createReport();
      let runs: readonly RunInOrder[] = [];
      let runsDone = 0;
      let waiting: string | null = null;
      const remote = createRemoteMlflow({
        ...address,
        onWaiting: (message) => {
          waiting = message;
        },
      });
      const send = async (context: PushContext): Promise<void> => {
        const onRun = (): void => {
          runsDone += 1;
        };
        await pushRuns(context, runs, { locks, onRun });
        if (!("modelName" in selection)) return;
        const key = `${address.url} model ${selection.modelName}`;
        await locks.run(key, () => pushRegisteredModel(context, selection.modelName));
      };
      const work = async (): Promise<PushSummary> => {
        runs = await selectRuns(local, selection);
        if (runs.length === 0 && !("modelName" in selection)) {
          throw notFound("There are no runs to push: they may have been deleted.");
        }
        const ledger = await openLedger(local.store, address.url);
        const context = { local, remote, ledger, report, signal, seen: new Set<string>() };
        const failure = await send(context).then(
          () => null,
          (error: unknown) => interruption(error, signal),
        );
        const path = pagePath(selection, runs, ledger);
        return {
          remote: address.url,
          sent: report.sent,
          failures: [...report.failures],
          failureCount: report.failureCount,
          notes: [...report.notes],
          interrupted: failure?.message ?? null,
          unauthenticated: failure?.code === "unauthenticated",
          page: path === null ? null : address.url + path,
        };
      };
      return { progress: () => ({ runsDone, runs: runs.length, sent: report.sent, waiting }), ended: work() };
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
