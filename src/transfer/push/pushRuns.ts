import type { RunInOrder } from "../../store/pushOrder.ts";
import { ensureExperiment } from "./ensureExperiment.ts";
import type { KeyedLocks } from "./keyedLocks.ts";
import type { PushContext } from "./pushContext.ts";
import { pushRun } from "./pushRun.ts";
import { isRefused } from "./refused.ts";

/** So many requests are under way at the same time, at most. */
const atOnce = 3;

export interface PushRunsOptions {
  readonly locks: KeyedLocks;
  readonly onRun: (runId: string) => void;
  /** Whether nothing of the run but its metrics has changed since it was pushed as a whole. */
  readonly onlyPoints?: (runId: string) => boolean;
}

/** Pushes runs, those that others are nested in before them. Rejects when the server can't be reached any more. */
export async function pushRuns(
  context: PushContext,
  runs: readonly RunInOrder[],
  { locks, onRun, onlyPoints = () => false }: PushRunsOptions,
): Promise<void> {
  const experiments = new Map<string, Promise<string | null>>();
  const experimentOf = (id: string): Promise<string | null> => {
    const known =
      experiments.get(id) ?? locks.run(`${context.remote.url} experiment ${id}`, () => remoteExperiment(context, id));
    experiments.set(id, known);
    return known;
  };
  for (const level of Map.groupBy(runs, ({ depth }) => depth).values()) {
    await inParallel(level, async ({ runId, experimentId }) => {
      const remoteId = await experimentOf(experimentId);
      if (remoteId !== null)
        await locks.run(`${context.remote.url} run ${runId}`, () =>
          pushRun(context, runId, { experimentId: remoteId, onlyPoints: onlyPoints(runId) }),
        );
      onRun(runId);
    });
  }
}

/** Null when the server refuses it: its runs have nowhere to go. */
async function remoteExperiment(context: PushContext, id: string): Promise<string | null> {
  const experiment = context.local.tracking.experiments.get(id);
  try {
    return (await ensureExperiment(context, experiment)).remoteId;
  } catch (error) {
    if (!isRefused(error)) throw error;
    context.report.fail(`experiment ${experiment.name}`, error.message);
    return null;
  }
}

/** Works through the items, some at a time; after the first failure none is begun, and it rejects when all have come to rest. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const item of left) {
      if (failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const each of settled) if (each.status === "rejected") throw each.reason;
}
