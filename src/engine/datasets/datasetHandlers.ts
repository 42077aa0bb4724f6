import { isAbsolute, join } from "node:path";
import { keptSource } from "../../data/content/keptSource.ts";
import type { DataFile } from "../../protocol/checkEntities.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { DataSource } from "../../protocol/dataEntities.ts";
import type { DriftQuestion, DriftSide } from "../../protocol/driftRequests.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import type { CodeState } from "../../protocol/entities.ts";
import { notFound, TidemarkError } from "../../protocol/errors.ts";
import type { EvaluationContract } from "../../protocol/evaluationRequests.ts";
import type { Store } from "../../store/openStore.ts";
import type { TrackingChange } from "../../tracking/changes.ts";
import { affectedRuns } from "../../tracking/versions/affectedRuns.ts";
import { lineageGraph } from "../../tracking/versions/lineage.ts";
import { shortPath } from "../../tracking/versions/recordVersion.ts";
import { findDataset, findVersion, knownVersions, versionView } from "../../tracking/versions/versionView.ts";
import { versionDetail, versionViews } from "../../tracking/versions/versionViews.ts";
import type { dataHandlers } from "../handlers/dataHandlers.ts";
import { modelFile } from "../models/modelFile.ts";
import { versionsOfSide } from "./comparedVersions.ts";
import { withPredictionVersion } from "./predictionVersion.ts";
import type { DeclaredFiles, VersionRecorder } from "./versionRecorder.ts";
import { versionSource } from "./versionSource.ts";

export interface DatasetHandlerDependencies {
  readonly store: Store;
  readonly workspace: string;
  readonly artifactRoot: string;
  readonly recorder: VersionRecorder;
  readonly codeOf: (runId: string) => CodeState;
  readonly onChange: (change: TrackingChange) => void;
  readonly data: ReturnType<typeof dataHandlers>;
  readonly evaluations: Handlers<EvaluationContract>;
  /** The commit that the workspace's code stands at. */
  readonly headCommit: () => Promise<string | null>;
}

type Asked = Extract<keyof EngineContract["requests"], `${"datasets" | "lineage"}/${string}`>;
type WithVersions =
  | "data/check"
  | "data/failingRows"
  | "data/drift"
  | "data/driftOverTime"
  | "data/driftBySlice"
  | "features/build"
  | "evaluation/run";

/** Requests about versions of data sets, and those about data that know of versions or make new ones. */
export function datasetHandlers(
  dependencies: DatasetHandlerDependencies,
): Pick<Handlers<EngineContract>, Asked | WithVersions> {
  const { store, workspace, artifactRoot, recorder, codeOf, onChange, data, evaluations } = dependencies;
  const { tables } = store;
  const predictionVersions = { workspace, recorder, filesOf, headCommit: dependencies.headCommit };
  const versioned = async (side: DriftSide, signal: AbortSignal): Promise<DriftSide> => {
    const { of } = side;
    if (!("version" in of)) return side;
    const { dataset, version } = of;
    const row = findVersion(tables, dataset, version);
    const source = await versionSource(dataset, row, {
      tables,
      workspace,
      filesNow: () => filesOf(dataset, signal).catch(() => null),
      hashOf: (files) => recorder.hashOf([...files], signal),
    });
    return { label: `${dataset} v${row.number}`, ...side, of: { ...of, version: row.hash, source } };
  };
  const bothVersioned = async <T extends Pick<DriftQuestion, "reference" | "current">>(
    question: T,
    signal: AbortSignal,
  ): Promise<T> => ({
    ...question,
    reference: await versioned(question.reference, signal),
    current: await versioned(question.current, signal),
  });
  return {
    ...versionViews({ store, onChange, now: Date.now }),
    "lineage/graph": (params) => lineageGraph(tables, params),
    "datasets/version": async (asked) => {
      const detail = versionDetail(tables, asked, codeOf);
      const source = DataSource.parse(JSON.parse(findDataset(tables, asked.dataset).source));
      return { ...detail, kept: await keptSource(workspace, source, detail.version.hash) };
    },
    "datasets/record": async ({ dataset, profile }, { signal, report }) => {
      report({ doing: "reading the files" });
      const found = await filesOf(dataset, signal);
      const row = await recorder.record(found, signal);
      if (row === null) {
        throw new TidemarkError(
          "unavailable",
          `The files of "${dataset}" aren't local, or they are being written at the moment.`,
        );
      }
      if (profile) {
        report({ doing: "computing the profile" });
        await recorder.profile(row, found, signal);
      }
      return versionView(tables, findDataset(tables, found.name), tables.dataVersions.byId(row.id) ?? row);
    },
    "data/check": async (params, context) => {
      const found = await data["data/check"]({ ...params, versions: knownVersions(tables) }, context);
      recorder.checked(found);
      return found;
    },
    "data/failingRows": (params, context) =>
      data["data/failingRows"]({ ...params, versions: knownVersions(tables) }, context),
    "data/drift": async (params, context) => {
      const report = await data["data/drift"](await bothVersioned(params, context.signal), context);
      const hashOf = (files: DataFile[]) => recorder.hashOf(files, context.signal);
      const compared = {
        reference: await versionsOfSide(tables, params.reference, report.reference, hashOf),
        current: await versionsOfSide(tables, params.current, report.current, hashOf),
      };
      return { ...report, affected: affectedRuns(tables, compared, codeOf) };
    },
    "data/driftBySlice": async (params, context) =>
      data["data/driftBySlice"](await bothVersioned(params, context.signal), context),
    "data/driftOverTime": async (params, context) =>
      data["data/driftOverTime"](await bothVersioned(params, context.signal), context),
    "evaluation/run": async (params, context) => {
      const found = { tables, workspace, artifactRoot };
      const question = {
        ...params,
        path: await modelFile(params.path, found),
        data: await versioned(params.data, context.signal),
        ...(params.baseline === undefined ? {} : { baseline: await modelFile(params.baseline, found) }),
      };
      const result = await evaluations["evaluation/run"](question, context);
      return await withPredictionVersion(result, question.data, predictionVersions, context.signal);
    },
    "features/build": async (params, context) => {
      const found = await data["features/build"]({ ...params, versions: knownVersions(tables) }, context);
      recorder.built(found.features);
      if (found.checks !== null) recorder.checked(found.checks);
      return found;
    },
  };

  async function filesOf(dataset: string, signal: AbortSignal): Promise<DeclaredFiles> {
    const declared = await recorder.declared(signal);
    const named = declared.find(({ name }) => name === dataset);
    if (named !== undefined) return named;
    const path = isAbsolute(dataset) ? dataset : join(workspace, dataset);
    const files = await recorder.filesAt([path], signal);
    if (files === null) {
      const names = declared.length === 0 ? "" : ` Declared are ${declared.map(({ name }) => name).join(", ")}.`;
      throw notFound(`There is no data set and no data file "${dataset}".${names}`);
    }
    return { ...files, name: shortPath(path, workspace) };
  }
}
