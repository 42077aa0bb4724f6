import type { CodeState } from "../protocol/entities.ts";
import { TidemarkError } from "../protocol/errors.ts";
import { batchByKey } from "./batchByKey.ts";
import { findRepository } from "./findRepository.ts";
import { describeFailure, nothingRecorded, recordCode } from "./recordCode.ts";
import { type RecordedCode, recordedCode } from "./recordedCode.ts";
import { type SnapshotLimits, snapshotLimits } from "./selectFiles.ts";
import { within } from "./within.ts";

export interface StartedRun {
  readonly runId: string;
  readonly experimentId: string;
  /** The script, absolute or relative to the workspace; null when the client did not say. */
  readonly sourceName: string | null;
}

export interface ProvenanceDeps {
  readonly workspace: string;
  readonly states: {
    save(runId: string, state: CodeState): Promise<void>;
    get(runId: string): CodeState | null;
  };
  readonly log: { warn(details: object, message: string): void };
  /** A run's code state was saved. */
  readonly onChange: (run: { readonly runId: string; readonly experimentId: string }) => void;
  readonly options?: { readonly timeout?: number; readonly limits?: SnapshotLimits };
}

/** The code that runs were started from. */
export interface Provenance extends RecordedCode {
  /** Begins to record the code of a run that starts now; returns at once and never throws. */
  runStarted(run: StartedRun): void;
  /** `pending` while it is being recorded. */
  get(runId: string): CodeState;
  /** Resolves when the code of every run that has started is recorded or known not to be. */
  settled(): Promise<void>;
  /** Gives up what goes on; resolves when that is written down. */
  dispose(): Promise<void>;
}

/** So long may one snapshot take, however large the repository and slow the disk. */
const patience = 60_000;

const notKnown: CodeState = {
  ...nothingRecorded,
  status: "failed",
  reason: "The code of this run was not recorded: it was started elsewhere, or the engine ended in that moment.",
};

/**
 * Records commit, branch, remote and a snapshot of uncommitted code when runs start, one snapshot at a time for each
 * repository. See docs/decisions/0005-code-snapshots.md.
 */
export function createProvenance(deps: ProvenanceDeps): Provenance {
  const { workspace, states, log, onChange } = deps;
  const timeout = deps.options?.timeout ?? patience;
  const limits = deps.options?.limits ?? snapshotLimits;
  const lifetime = new AbortController();
  const pending = new Map<string, Promise<void>>();

  const save = async (run: StartedRun, state: CodeState): Promise<void> => {
    try {
      await states.save(run.runId, state);
    } catch (error) {
      log.warn({ err: error, runId: run.runId }, "The code state of a run could not be saved.");
    }
  };

  const capture = async (repository: string, runs: readonly StartedRun[]): Promise<CodeState> => {
    const tooLate = AbortSignal.timeout(timeout);
    const signal = AbortSignal.any([tooLate, lifetime.signal]);
    const ids = runs.map(({ runId }) => runId);
    try {
      return await within(signal, () => recordCode(repository, ids, limits, signal));
    } catch (error) {
      const reason = lifetime.signal.aborted
        ? "The engine stopped before the code was recorded."
        : tooLate.aborted
          ? `Recording the code took longer than ${timeout / 1000} s. Ignore folders that hold data with .gitignore.`
          : await describeFailure(repository, error);
      log.warn({ err: error, repository }, "The code of runs could not be recorded.");
      return { ...nothingRecorded, status: "failed", reason, repository };
    }
  };

  const record = batchByKey<StartedRun>(async (repository, runs) => {
    const state = await capture(repository, runs);
    await Promise.all(runs.map((run) => save(run, state)));
  });

  const start = async (run: StartedRun): Promise<void> => {
    try {
      const repository = await findRepository(workspace, run.sourceName);
      if (repository !== null) await record(repository, run);
      else await save(run, { ...nothingRecorded, status: "noRepository", recordedAt: Date.now() });
    } catch (error) {
      log.warn({ err: error, runId: run.runId }, "The repository of a run could not be looked for.");
      const reason = error instanceof Error ? error.message : String(error);
      await save(run, { ...nothingRecorded, status: "failed", reason });
    } finally {
      pending.delete(run.runId);
    }
    onChange(run);
  };

  const get = (runId: string): CodeState => (pending.has(runId) ? nothingRecorded : (states.get(runId) ?? notKnown));

  const settled = async (): Promise<void> => {
    while (pending.size > 0) await Promise.all(pending.values());
  };

  return {
    ...recordedCode({
      stateOf: async (runId) => {
        await pending.get(runId);
        return get(runId);
      },
      limits,
    }),
    runStarted: (run) => {
      pending.set(run.runId, start(run));
    },
    get,
    settled,
    async dispose() {
      lifetime.abort(new TidemarkError("cancelled", "The engine stops."));
      await settled();
    },
  };
}
