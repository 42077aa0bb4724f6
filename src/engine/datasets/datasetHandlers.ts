import { isAbsolute, join } from "node:path";
import { keptSource } from "../../data/content/keptSource.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { DataSource } from "../../protocol/dataEntities.ts";
import type { DriftSide } from "../../protocol/driftRequests.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import type { CodeState } from "../../protocol/entities.ts";
import { notFound, TidemarkError } from "../../protocol/errors.ts";
import type { Store } from "../../store/openStore.ts";
import type { TrackingChange } from "../../tracking/changes.ts";
import { lineageGraph } from "../../tracking/versions/lineage.ts";
import { shortPath } from "../../tracking/versions/recordVersion.ts";
import { findDataset, findVersion, knownVersions, versionView } from "../../tracking/versions/versionView.ts";
import { versionDetail, versionViews } from "../../tracking/versions/versionViews.ts";
import type { dataHandlers } from "../handlers/dataHandlers.ts";
import type { DeclaredFiles, VersionRecorder } from "./versionRecorder.ts";

export interface DatasetHandlerDependencies {
  readonly store: Store;
  readonly workspace: string;
  readonly recorder: VersionRecorder;
  readonly codeOf: (runId: string) => CodeState;
  readonly onChange: (change: TrackingChange) => void;
  readonly data: ReturnType<typeof dataHandlers>;
}

type Asked = Extract<keyof EngineContract["requests"], `${"datasets" | "lineage"}/${string}`>;
type WithVersions = "data/check" | "data/failingRows" | "data/drift" | "data/driftOverTime" | "features/build";

/** Requests about versions of data sets, and those about data that know of versions or make new ones. */
export function datasetHandlers(
  dependencies: DatasetHandlerDependencies,
): Pick<Handlers<EngineContract>, Asked | WithVersions> {
  const { store, workspace, recorder, codeOf, onChange, data } = dependencies;
  const { tables } = store;
  const versioned = async (side: DriftSide): Promise<DriftSide> => {
    const { of } = side;
    if (!("version" in of)) return side;
    const { dataset, version } = of;
    const row = findVersion(tables, dataset, version);
    const source = DataSource.parse(JSON.parse(findDataset(tables, dataset).source));
    const kept = await keptSource(workspace, source, row.hash);
    if (kept === null) {
      throw new TidemarkError(
        "unavailable",
        `No copy of version ${row.number} of "${dataset}" is kept, so its rows can't be compared any more.`,
      );
    }
    return { label: `${dataset} v${row.number}`, ...side, of: { ...of, version: row.hash, source: kept } };
  };
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
    "data/drift": async (params, context) =>
      data["data/drift"](
        { ...params, reference: await versioned(params.reference), current: await versioned(params.current) },
        context,
      ),
    "data/driftOverTime": async (params, context) =>
      data["data/driftOverTime"](
        { ...params, reference: await versioned(params.reference), current: await versioned(params.current) },
        context,
      ),
    "features/build": async (params, context) => {
      const found = await data["features/build"](params, context);
      recorder.built(found.features);
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
