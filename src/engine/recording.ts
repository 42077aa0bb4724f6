import { basename } from "node:path";
import type { DataFolder } from "../client/dataFolder.ts";
import type { DataProcess } from "../data/process/startData.ts";
import type { BenchmarkContract } from "../protocol/benchmarkRequests.ts";
import type { Handlers } from "../protocol/contract.ts";
import { TidemarkError } from "../protocol/errors.ts";
import type { EvaluationContract } from "../protocol/evaluationRequests.ts";
import { createProvenance } from "../provenance/createProvenance.ts";
import { headCommit } from "../provenance/headCommit.ts";
import { codeStateStore } from "../store/codeStateStore.ts";
import { openStore, type Store } from "../store/openStore.ts";
import { createReadPool } from "../store/readPool.ts";
import type { SalvageReport } from "../store/salvage.ts";
import type { TrackingChange } from "../tracking/changes.ts";
import { createTracking } from "../tracking/createTracking.ts";
import type { Tracking } from "../tracking/tracking.ts";
import { createViews } from "../tracking/views/createViews.ts";
import type { Views } from "../tracking/views/views.ts";
import { datasetHandlers } from "./datasets/datasetHandlers.ts";
import { noteConfigured, noteInputs } from "./datasets/runUses.ts";
import { versionRecorder } from "./datasets/versionRecorder.ts";
import type { Logger } from "./engineLog.ts";
import { benchmarkHandlers } from "./handlers/benchmarkHandlers.ts";
import { codeHandlers } from "./handlers/codeHandlers.ts";
import { dataHandlers } from "./handlers/dataHandlers.ts";
import { type ImportHandlers, importHandlers } from "./handlers/importHandlers.ts";
import { onnxOriginHandlers } from "./handlers/onnxOrigins.ts";
import { createPushing, type Pushing } from "./handlers/pushHandlers.ts";
import { optimiseHandlers } from "./models/optimiseHandlers.ts";
import { optimiseReportHandlers } from "./models/optimiseReport.ts";
import { promotionHandlers } from "./models/promotionHandlers.ts";
import { recorded } from "./models/recordEvaluation.ts";
import type { Problems } from "./problems.ts";
import type { Wire } from "./wire.ts";

export interface RecordingOptions {
  readonly folder: DataFolder;
  readonly readWorker: URL;
  readonly importWorker: URL;
  readonly log: Logger;
  readonly problems: Problems;
  readonly onChange: (change: TrackingChange) => void;
  readonly wire: Wire;
  readonly data: DataProcess;
  readonly evaluations: Handlers<EvaluationContract>;
  readonly benchmarks: Handlers<BenchmarkContract>;
}

/** All that is kept and found: the store and what works on it. */
export interface Recording {
  readonly tracking: Tracking;
  /** Answers to the editor's requests about it. */
  readonly handlers: Views &
    ReturnType<typeof codeHandlers> &
    Pushing["handlers"] &
    ImportHandlers &
    ReturnType<typeof dataHandlers> &
    ReturnType<typeof onnxOriginHandlers> &
    ReturnType<typeof benchmarkHandlers> &
    ReturnType<typeof datasetHandlers> &
    ReturnType<typeof promotionHandlers> &
    ReturnType<typeof optimiseHandlers> &
    ReturnType<typeof optimiseReportHandlers>;
  /** Goes on with what was begun before: to be called once scripts are served. */
  begin(): void;
  runningRuns(): number;
  /** Gives up what nobody waits for: before the data process ends. */
  endJobs(): Promise<void>;
  /** Writes what was acknowledged and closes the store. */
  close(): Promise<void>;
}

/** Opens the workspace's store, to be read only where it can't be written, and watches how its writes fare. */
export function openRecording(options: RecordingOptions): Recording {
  const { folder, readWorker, importWorker, log, problems, wire, data, evaluations, benchmarks } = options;
  const { workspace } = folder;
  const onChange = (change: TrackingChange): void => {
    options.onChange(change);
    pushing.changed(change);
  };
  const store = watchWrites(openOrRead(folder, log, problems), problems);
  const reads = createReadPool({ storeFile: folder.storeFile, workerFile: readWorker });
  const provenance = createProvenance({
    workspace,
    states: codeStateStore(store),
    log,
    onChange: ({ runId, experimentId }) => {
      onChange({ run: { id: runId, experimentId, summary: true, metrics: false } });
    },
  });
  const artifactRoot = folder.artifacts;
  const head = (): Promise<string | null> => headCommit(workspace);
  const recorder = versionRecorder({ store, data, workspace, headCommit: head, onChange, log });
  const tracking = watchUploads(
    createTracking({
      store,
      reads,
      artifactRoot,
      onChange,
      onRunStarted(start) {
        provenance.runStarted(start);
        noteConfigured(recorder, start, workspace);
      },
      onDatasetsUsed: (use) => noteInputs(recorder, use, workspace),
    }),
    problems,
  );
  const views = createViews({
    store,
    reads,
    tracking,
    artifactRoot,
    onChange,
    codeOf: provenance.get,
  });
  const pushing = createPushing({ tracking, store, reads, artifactRoot, codeOf: provenance.get }, wire, log);
  const asked = dataHandlers(data, head);
  const imports = importHandlers({ tracking, store, artifactRoot }, importWorker, wire);
  const origins = onnxOriginHandlers({ store, artifactRoot, codeOf: provenance.get });
  const datasets = datasetHandlers({
    store,
    workspace,
    artifactRoot,
    recorder,
    codeOf: provenance.get,
    onChange,
    data: asked,
    evaluations,
    headCommit: head,
  });
  const evaluation = {
    ...{ tracking, workspace, artifactRoot, tables: store.tables },
    originsOf: async (file: { bytes: number; sha256: string }, signal: AbortSignal) =>
      (await origins["onnx/origins"](file, { signal })).origins,
  };
  const judge = recorded(evaluation, datasets["evaluation/run"]);
  const measuring = benchmarkHandlers({
    store,
    jobs: benchmarks,
    headCommit: head,
    onLost: (error) => log.error({ err: error }, "A benchmark could not be kept."),
  });
  const models = { workspace, artifactRoot, tables: store.tables };
  const optimising = optimiseHandlers(models);
  return {
    tracking,
    handlers: {
      ...views,
      ...codeHandlers(provenance),
      ...pushing.handlers,
      ...imports,
      ...asked,
      ...measuring,
      ...origins,
      ...datasets,
      ...promotionHandlers({ store, onChange, evaluations: { ...asked, "evaluation/run": judge } }),
      "evaluation/run": judge,
      ...optimising,
      ...optimiseReportHandlers({
        ...models,
        make: optimising["optimise/model"],
        measure: measuring["benchmark/measure"],
        judge,
        declared: asked["evaluation/declared"],
      }),
    },
    begin: pushing.begin,
    runningRuns: () => store.tables.runs.countRunning(),
    async endJobs() {
      await recorder[Symbol.asyncDispose]();
    },
    async close() {
      await pushing.close();
      await provenance.dispose();
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
    const store = openStore(folder.storeFile, { onError });
    if (store.salvaged !== null) tellSalvage(store.salvaged, log, problems);
    return store;
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.code !== "readOnly") throw error;
    const store = openStore(folder.storeFile, { readonly: true, onError });
    problems.observeWrite(error);
    return store;
  }
}

function tellSalvage(report: SalvageReport, log: Logger, problems: Problems): void {
  log.warn({ report }, "The store was damaged; what could be read of it was saved.");
  const lost = report.tables.filter(({ complete }) => !complete).map(({ name }) => name);
  const outcome =
    report.tables.length === 0
      ? "Nothing of it could be read, so a new one was begun."
      : lost.length === 0
        ? "Everything in it could be saved."
        : `Some of it could not be read (in ${lost.join(", ")}); the rest was saved.`;
  problems.raise(
    "storeDamaged",
    `Tidemark's store was damaged (${report.reason}). ${outcome} It is kept as ${basename(report.keptAs)}.`,
  );
}

/** The same store, whose writes tell of a full or read-only disk, and of its recovery. */
const watchWrites = (store: Store, problems: Problems): Store => ({
  ...store,
  write: (work) => observed(store.write(work), problems.observeWrite),
});

/** The same, whose uploads tell of a full or read-only disk, and of its recovery. */
const watchUploads = (tracking: Tracking, problems: Problems): Tracking => ({
  ...tracking,
  artifacts: {
    ...tracking.artifacts,
    put: (path, body) => observed(tracking.artifacts.put(path, body), problems.observeArtifact),
  },
});

/** Hands on what `work` comes to, and tells how it fared: null when it went well. */
async function observed<T>(work: Promise<T>, observe: (error: unknown) => void): Promise<T> {
  try {
    const result = await work;
    observe(null);
    return result;
  } catch (error) {
    observe(error);
    throw error;
  }
}
