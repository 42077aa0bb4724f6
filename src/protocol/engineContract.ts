import * as z from "zod";
import { keptBenchmarkRequests } from "./benchmarkRequests.ts";
import { codeLinkRequests } from "./codeLinkRequests.ts";
import { type Contract, nothing } from "./contract.ts";
import { dataRequests } from "./dataRequests.ts";
import { datasetRequests } from "./datasetRequests.ts";
import {
  ArtifactEntry,
  CodeState,
  Comparison,
  Experiment,
  MetricGoal,
  RunDetail,
  RunStatus,
  RunSummary,
  SeriesSample,
} from "./entities.ts";
import { evaluationRequests } from "./evaluationRequests.ts";
import { ImportCandidate, ImportPlace, ImportProgress, ImportRequest, ImportSummary } from "./import.ts";
import { lineageRequests } from "./lineageRequests.ts";
import { modelRequests } from "./modelRequests.ts";
import { onnxOriginRequests, onnxRequests } from "./onnxRequests.ts";
import { optimiseRequests } from "./optimiseRequests.ts";
import { promotionRequests } from "./promotionRequests.ts";
import { SyncState } from "./push.ts";
import { pushRequests } from "./pushRequests.ts";
import { repeatsRequests } from "./repeatsRequests.ts";
import { runsChartsRequests } from "./runsChartsRequests.ts";
import { runsTableRequests } from "./runsTableRequests.ts";
import { traceRequests } from "./traceRequests.ts";

/** Raised when either side could no longer understand the other. */
export const protocolVersion = 1;

/** Something a user has to know and can act on; shown once per `id` until it is solved. */
export const Problem = z.object({
  id: z.enum(["portTaken", "storeReadOnly", "diskFull", "storeDamaged", "artifactsUnwritable", "rowsWait"]),
  message: z.string(),
  /** What to do, as one sentence. */
  advice: z.string(),
});
export type Problem = z.infer<typeof Problem>;

export const EngineStatus = z.object({
  version: z.string(),
  protocol: z.number().int(),
  pid: z.number().int(),
  workspace: z.string(),
  /** The MLflow address, `http://127.0.0.1:PORT`. */
  url: z.string(),
  /** Null when started with --no-token. */
  token: z.string().nullable(),
  startedAt: z.number().int(),
  clients: z.number().int(),
  runningRuns: z.number().int(),
  problems: z.array(Problem),
});
export type EngineStatus = z.infer<typeof EngineStatus>;

export const RunSort = z.object({
  /** `metric:<key>` and `param:<key>` sort by the run's latest value; runs without it come last either way. */
  by: z.union([
    z.enum(["start", "name", "status", "duration"]),
    z.templateLiteral(["metric:", z.string()]),
    z.templateLiteral(["param:", z.string()]),
  ]),
  descending: z.boolean(),
});
export type RunSort = z.infer<typeof RunSort>;

export const RunQuery = z.object({
  experimentId: z.string(),
  /** A query (`best(acc) > 0.9 and params.lr < 0.1`; docs/queries.md), or plain words that the name must contain. */
  filter: z.string().optional(),
  status: z.array(RunStatus).optional(),
  starred: z.boolean().optional(),
  /** Leave out runs that are nested in a run of the same lifecycle: a tree asks for those with their parent. */
  topLevel: z.boolean().optional(),
  lifecycle: z.enum(["active", "deleted"]).default("active"),
  sort: RunSort.default({ by: "start", descending: true }),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(200),
});
export type RunQuery = z.infer<typeof RunQuery>;

const runIds = z.object({ runIds: z.array(z.string()).min(1) });

/** A changed file between two code states. */
export const CodeChange = z.object({
  path: z.string(),
  /** Where it was before, for a renamed file. */
  oldPath: z.string().nullable(),
  kind: z.enum(["added", "modified", "deleted", "renamed"]),
});
export type CodeChange = z.infer<typeof CodeChange>;

export const engineContract = {
  requests: {
    "engine/hello": {
      params: z.object({ client: z.string(), version: z.string(), protocol: z.number().int() }),
      result: EngineStatus,
    },
    "engine/status": { params: nothing, result: EngineStatus },
    /**
     * Answers, then finishes what was acknowledged, closes the store and exits. The connection closes last,
     * when the workspace's lock is free. With `restart` the other clients are told that an engine comes back.
     */
    "engine/stop": { params: z.object({ reason: z.string(), restart: z.boolean().default(false) }), result: nothing },

    "experiments/list": {
      params: z.object({ lifecycle: z.enum(["active", "deleted"]).default("active") }),
      result: z.object({ experiments: z.array(Experiment) }),
    },
    "experiments/create": { params: z.object({ name: z.string() }), result: Experiment },
    "experiments/rename": { params: z.object({ experimentId: z.string(), name: z.string() }), result: nothing },
    "experiments/delete": { params: z.object({ experimentId: z.string() }), result: nothing },
    "experiments/restore": { params: z.object({ experimentId: z.string() }), result: nothing },
    /** Keys to offer for filter and sort. */
    "experiments/keys": {
      params: z.object({ experimentId: z.string() }),
      result: z.object({ metrics: z.array(z.string()), params: z.array(z.string()), tags: z.array(z.string()) }),
    },

    "runs/list": {
      params: RunQuery,
      result: z.object({
        runs: z.array(RunSummary),
        /** Runs that match, all pages together. */
        total: z.number().int(),
        /** How the total divides, for grouping. */
        byStatus: z.partialRecord(RunStatus, z.number().int()),
      }),
    },
    "runs/get": { params: z.object({ runId: z.string() }), result: RunDetail },
    "runs/summaries": { params: runIds, result: z.object({ runs: z.array(RunSummary) }) },
    "runs/compare": {
      params: z.object({ runIds: z.array(z.string()).min(1).max(50) }),
      result: Comparison,
    },
    ...repeatsRequests,
    ...codeLinkRequests,
    ...runsTableRequests,
    ...runsChartsRequests,
    /** What is left out stays as it is; a tag set to null is removed. */
    "runs/update": {
      params: z.object({
        runId: z.string(),
        name: z.string().optional(),
        note: z.string().optional(),
        starred: z.boolean().optional(),
        tags: z.record(z.string(), z.string().nullable()).optional(),
      }),
      result: RunSummary,
    },
    "runs/delete": { params: runIds, result: nothing },
    "runs/restore": { params: runIds, result: nothing },

    "metrics/sample": {
      params: z.object({
        series: z.array(z.object({ runId: z.string(), key: z.string() })).max(5000),
        /** At most about this many points a series. */
        points: z.number().int().min(4).max(20_000).default(1000),
        /** Only points with a step in [from, to]: zooming in. */
        from: z.number().int().optional(),
        to: z.number().int().optional(),
      }),
      result: z.object({ series: z.array(SeriesSample) }),
    },
    /** The user's word on which direction is better; null forgets it and the usual guess by name holds again. */
    "metrics/setGoal": { params: z.object({ key: z.string(), goal: MetricGoal }), result: nothing },

    "artifacts/list": {
      params: z.object({ runId: z.string(), path: z.string().default("") }),
      result: z.object({ entries: z.array(ArtifactEntry) }),
    },

    ...traceRequests,

    "code/get": { params: z.object({ runId: z.string() }), result: CodeState },
    /** Files that differ between a run's code and another run's, or the work tree as it is now. */
    "code/changes": {
      params: z.object({
        runId: z.string(),
        against: z.union([z.object({ runId: z.string() }), z.literal("workTree")]),
      }),
      result: z.object({
        repository: z.string(),
        from: z.string(),
        to: z.string().nullable(),
        changes: z.array(CodeChange),
      }),
    },
    /** A file's text at a commit; null when it is not there or is binary. */
    "code/file": {
      params: z.object({ repository: z.string(), commit: z.string(), path: z.string() }),
      result: z.object({ text: z.string().nullable() }),
    },
    /** Puts the run's code into a new git worktree at `folder` (which must not exist or be empty). */
    "code/restore": {
      params: z.object({ runId: z.string(), folder: z.string() }),
      result: z.object({ folder: z.string(), commit: z.string() }),
    },

    ...pushRequests,

    /** What can be imported from a place. */
    "import/detect": { params: ImportPlace, result: z.object({ candidates: z.array(ImportCandidate) }) },
    /**
     * Takes over what another program recorded. What was written before it was cancelled stays, and another import
     * goes on there. Answers `conflict` while another one is under way.
     */
    "import/start": { params: ImportRequest, result: ImportSummary, progress: ImportProgress },

    ...modelRequests,
    ...promotionRequests,
    ...optimiseRequests,
    ...dataRequests,
    ...keptBenchmarkRequests,
    ...evaluationRequests,
    ...datasetRequests,
    ...lineageRequests,
    ...onnxRequests,
    ...onnxOriginRequests,
  },
  events: {
    /** Sent at most every 50 ms with all that changed since; a side that missed some asks again. */
    changed: z.object({
      /** An experiment was made, renamed, deleted, restored. */
      experiments: z.boolean(),
      /** A registered model or one of its versions was made, changed or deleted. */
      models: z.boolean(),
      /** A data set has a new version, another result of its checks, or a run that uses it. */
      datasets: z.boolean(),
      runs: z.array(
        z.object({
          id: z.string(),
          experimentId: z.string(),
          /** The run is new, or its status, name, tags, parameters, artifacts or code state changed. */
          summary: z.boolean(),
          /** It has new metric points. */
          metrics: z.boolean(),
          /** It has new or changed traces. */
          traces: z.literal(true).optional(),
        }),
      ),
    }),
    /** All experiments that are kept pushed, whenever the state of one has changed. */
    sync: z.object({ syncs: z.array(SyncState) }),
    problems: z.object({ problems: z.array(Problem) }),
    /** The engine is about to exit on purpose; `restart` tells clients whether to start it again. */
    stopping: z.object({ reason: z.string(), restart: z.boolean() }),
  },
} as const satisfies Contract;

export type EngineContract = typeof engineContract;
export type Changed = z.infer<EngineContract["events"]["changed"]>;
