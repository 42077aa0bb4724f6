import * as z from "zod";
import type { Handlers } from "../../protocol/contract.ts";
import { type DatasetVersionDetail, RecordedOutcome, VersionLineage } from "../../protocol/datasetEntities.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import type { CodeState } from "../../protocol/entities.ts";
import { DataProfile } from "../../protocol/profileEntities.ts";
import type { DataSetRow } from "../../store/dataVersionTable.ts";
import type { Store } from "../../store/openStore.ts";
import type { Tables } from "../../store/tables.ts";
import type { TrackingChange } from "../changes.ts";
import { activeRun, findRun } from "../lookup.ts";
import { runSummarizer } from "../views/runSummary.ts";
import { checkView, findDataset, findVersion, useView, versionView } from "./versionView.ts";

export interface VersionViewDependencies {
  readonly store: Store;
  readonly onChange: (change: TrackingChange) => void;
  readonly now: () => number;
}

type VersionViews = Omit<
  Pick<Handlers<EngineContract>, Extract<keyof EngineContract["requests"], `datasets/${string}`>>,
  "datasets/record" | "datasets/version"
>;

const mostRuns = 200;

/** Answers what is asked about the versions of data sets. */
export function versionViews({ store, onChange, now }: VersionViewDependencies): VersionViews {
  const { tables } = store;
  const told = (runId: string, experimentId: string): void =>
    onChange({ datasets: true, run: { id: runId, experimentId, summary: true, metrics: false } });
  return {
    "datasets/list": () => ({ datasets: tables.dataVersions.sets().map((set) => knownDataset(tables, set)) }),
    "datasets/versions": ({ dataset, offset, limit }) => {
      const set = findDataset(tables, dataset);
      const versions = tables.dataVersions.page(set.id, limit, offset).map((row) => versionView(tables, set, row));
      return { versions, total: tables.dataVersions.count(set.id) };
    },
    "datasets/history": ({ dataset, offset, limit }) => {
      const set = tables.dataVersions.setByName(dataset);
      if (set === undefined) return { checks: [], total: 0 };
      const rows = tables.dataChecks.page(set.id, limit, offset);
      return {
        checks: rows.map((row) => checkView(row, row.version_number)),
        total: tables.dataChecks.count(set.id),
      };
    },
    "datasets/ofRun": ({ runId }) => {
      const sets = new Map(tables.dataVersions.sets().map((set) => [set.id, set]));
      const uses = tables.runDataVersions.ofRun(findRun(tables, runId).id).flatMap((use) => {
        const row = tables.dataVersions.byId(use.version);
        const set = row === undefined ? undefined : sets.get(row.data_set);
        if (row === undefined || set === undefined) return [];
        return [{ use: useView(use), version: versionView(tables, set, row) }];
      });
      return { uses };
    },
    "datasets/link": async ({ runId, dataset, version, context }) => {
      const experimentId = await store.write((written) => {
        const run = activeRun(written, runId);
        const { id } = findVersion(written, dataset, version);
        written.runDataVersions.add({ run: run.id, version: id, context, how: "hand", time: now() });
        return runSummarizer(written)(run).experimentId;
      });
      told(runId, experimentId);
      return {};
    },
    "datasets/unlink": async ({ runId, dataset, version }) => {
      const experimentId = await store.write((written) => {
        const run = findRun(written, runId);
        written.runDataVersions.remove(run.id, findVersion(written, dataset, version).id);
        return runSummarizer(written)(run).experimentId;
      });
      told(runId, experimentId);
      return {};
    },
  };
}

function knownDataset(tables: Tables, set: DataSetRow) {
  const [latest] = tables.dataVersions.page(set.id, 1, 0);
  const check = tables.dataChecks.page(set.id, 1, 0)[0];
  return {
    name: set.name,
    versions: tables.dataVersions.count(set.id),
    runs: tables.runDataVersions.runsOfSet(set.id),
    latest: latest === undefined ? null : versionView(tables, set, latest),
    lastCheck: check === undefined ? null : checkView(check, check.version_number),
  };
}

/** All that is known of a version but where its copy is. @throws TidemarkError `notFound` */
export function versionDetail(
  tables: Tables,
  { dataset, version }: { readonly dataset: string; readonly version: string },
  codeOf: (runId: string) => CodeState,
): Omit<DatasetVersionDetail, "kept"> {
  const set = findDataset(tables, dataset);
  const row = findVersion(tables, dataset, version);
  const summarize = runSummarizer(tables);
  const profile = tables.dataVersions.profile(row.id);
  const check = tables.dataChecks.ofVersion(row.id);
  return {
    version: versionView(tables, set, row),
    profile: profile === null ? null : DataProfile.parse(JSON.parse(profile)),
    check:
      check === undefined
        ? null
        : { ...checkView(check, row.number), outcomes: z.array(RecordedOutcome).parse(JSON.parse(check.outcomes)) },
    lineage: row.lineage === null ? null : VersionLineage.parse(JSON.parse(row.lineage)),
    runs: tables.runDataVersions.ofVersion(row.id, mostRuns).flatMap((use) => {
      const run = tables.runs.byKey(use.run);
      if (run === undefined) return [];
      return [{ use: useView(use), run: summarize(run), commit: codeOf(run.run_id).commit }];
    }),
  };
}
