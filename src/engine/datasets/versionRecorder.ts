import { rm, stat } from "node:fs/promises";
import { sep } from "node:path";
import { keptFolder } from "../../data/content/keptSource.ts";
import type { DataProcess } from "../../data/process/startData.ts";
import type { CheckReport, DataFile } from "../../protocol/checkEntities.ts";
import type { DataSource } from "../../protocol/dataEntities.ts";
import type { VersionLineage } from "../../protocol/datasetEntities.ts";
import type { BuiltFeature } from "../../protocol/featureEntities.ts";
import type { DataVersionRow } from "../../store/dataVersionTable.ts";
import type { Store } from "../../store/openStore.ts";
import type { DataUse } from "../../store/runDataVersionTable.ts";
import type { TrackingChange } from "../../tracking/changes.ts";
import { recordCheck, recordVersion, shortPath } from "../../tracking/versions/recordVersion.ts";
import { knownVersions } from "../../tracking/versions/versionView.ts";
import { copiesTooMany, mostBytesKept } from "./copies.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { type Declared, datasetsOfFiles } from "./matchFiles.ts";

export interface VersionRecorderDependencies {
  readonly store: Store;
  readonly data: Pick<DataProcess, "request">;
  readonly workspace: string;
  /** The commit that the workspace's code stands at. */
  readonly headCommit: () => Promise<string | null>;
  readonly onChange: (change: TrackingChange) => void;
  readonly log: { error(details: object, message: string): void };
}

export interface RunUse {
  readonly runId: string;
  readonly how: DataUse;
  readonly context: string;
  /** Unix milliseconds: what was written later isn't what the run used. */
  readonly time: number;
}

/** Notes the versions of data sets in the store, after whoever asked has their answer. */
export interface VersionRecorder extends AsyncDisposable {
  readonly jobs: Jobs;
  /** Notes what was checked and what it came to. */
  checked(report: CheckReport): void;
  built(features: readonly BuiltFeature[]): void;
  /** Links a run to what lies at one of these places, or under this name in tidemark.yaml. */
  used(use: RunUse, places: readonly string[], name: string | null): void;
  /** Notes what a data set holds now. @returns null when that changes at the moment */
  record(dataset: DeclaredFiles, signal?: AbortSignal, facts?: VersionFacts): Promise<DataVersionRow | null>;
  /** Computes the profile of a version whose files are these, when it has none yet. */
  profile(version: DataVersionRow, dataset: DeclaredFiles, signal?: AbortSignal): Promise<void>;
  /** What tells the content of these files from another; null when it changes at the moment. */
  hashOf(files: DataFile[], signal?: AbortSignal): Promise<string | null>;
  /** What tidemark.yaml declares. */
  declared(signal?: AbortSignal): Promise<readonly Declared[]>;
  /** The first of these places where data lies. */
  filesAt(places: readonly string[], signal?: AbortSignal): Promise<FilesAt | null>;
}

export interface FilesAt extends Omit<DeclaredFiles, "name"> {
  readonly path: string;
}

/** What is known of a version besides its content. */
export interface VersionFacts {
  readonly rows?: number | null;
  readonly lineage?: VersionLineage;
}

export interface DeclaredFiles {
  readonly name: string;
  readonly source: DataSource;
  readonly files: readonly DataFile[];
}

export function versionRecorder(dependencies: VersionRecorderDependencies): VersionRecorder {
  const { store, data, workspace, headCommit, onChange, log } = dependencies;
  const jobs = createJobs((error) => log.error({ err: error }, "A version of a data set could not be noted."));

  const declared = async (signal?: AbortSignal): Promise<readonly Declared[]> =>
    (await data.request("content/declared", {}, signal)).datasets;

  const filesAt: VersionRecorder["filesAt"] = async (places, signal) => {
    for (const path of places) {
      const isThere = await stat(path).then(
        () => true,
        () => false,
      );
      if (!isThere) continue;
      const source = { paths: [path] };
      const { files } = await data.request("content/files", { source }, signal);
      if (files.length > 0) return { path, source, files };
    }
    return null;
  };

  const record = async (
    { name, source, files }: DeclaredFiles,
    signal?: AbortSignal,
    facts: VersionFacts = {},
  ): Promise<DataVersionRow | null> => {
    const local = files.filter(({ size }) => size !== null);
    if (local.length === 0 || local.length < files.length) return null;
    const { hash } = await data.request("content/hash", { files: local }, signal);
    if (hash === null) return null;
    const content = { dataset: name, source, files: local, hash, commit: await headCommit(), seen: Date.now() };
    const version = await store.write((tables) => recordVersion(tables, { ...content, ...facts }, workspace));
    onChange({ datasets: true });
    if (version === undefined) return null;
    await keep(version, local, signal);
    return version;
  };

  const keep = async (version: DataVersionRow, files: readonly DataFile[], signal?: AbortSignal): Promise<void> => {
    if (version.kept_bytes !== null || version.bytes > mostBytesKept) return;
    const paths = files.map(({ path }) => path);
    const folder = keptFolder(workspace, version.hash);
    const { isKept } = await data.request("content/keep", { files: paths, hash: version.hash, folder }, signal);
    if (!isKept) return;
    const tooMany = await store.write((tables) => {
      tables.dataVersions.learn(version.id, { keptBytes: version.bytes });
      const { forgotten, folders } = copiesTooMany(tables.dataVersions.kept());
      for (const id of forgotten) tables.dataVersions.forgetKept(id);
      return folders;
    });
    for (const hash of tooMany) await rm(keptFolder(workspace, hash), { recursive: true, force: true });
  };

  const profile: VersionRecorder["profile"] = async (version, { source, files }, signal) => {
    if (version.has_profile === 1) return;
    const found = await data.request("data/profile", { source }, signal);
    const { hash } = await data.request("content/hash", { files: [...files] }, signal);
    if (hash !== version.hash) return;
    await store.write((tables) =>
      tables.dataVersions.learn(version.id, { profile: JSON.stringify(found), rows: found.rows }),
    );
    onChange({ datasets: true });
  };

  const profileLater = (version: DataVersionRow | null, dataset: DeclaredFiles): void => {
    if (version === null || version.has_profile === 1 || version.bytes > mostBytesKept) return;
    jobs.later(`profile ${dataset.name}`, (signal) => profile(version, dataset, signal));
  };

  const noteChecks = async ({ datasets }: CheckReport, time: number, signal: AbortSignal): Promise<void> => {
    const known = await declared(signal);
    for (const report of datasets) {
      const source = known.find(({ name }) => name === report.dataset)?.source;
      if (source === undefined) continue;
      const dataset = { name: report.dataset, source, files: report.files };
      const version = await record(dataset, signal, { rows: report.rows });
      await store.write((tables) =>
        recordCheck(tables, { dataset: report.dataset, source, report, version: version?.id ?? null, time }),
      );
      onChange({ datasets: true });
      profileLater(version, dataset);
    }
  };

  /** What a run uses is checked, so that its page can say what it was worth. */
  const checkOnce = async (name: string, version: DataVersionRow, signal: AbortSignal): Promise<void> => {
    if (store.tables.dataChecks.ofVersion(version.id) !== undefined) return;
    const asked = { datasets: [name], versions: knownVersions(store.tables) };
    await noteChecks(await data.request("data/check", asked, signal), Date.now(), signal);
  };

  const link = async ({ runId, how, context, time }: RunUse, version: DataVersionRow): Promise<void> => {
    const experimentId = await store.write((tables) => {
      const run = tables.runs.byId(runId);
      if (run === undefined) return undefined;
      tables.runDataVersions.add({ run: run.id, version: version.id, context, how, time });
      return tables.experiments.byKey(run.experiment)?.experiment_id;
    });
    if (experimentId === undefined) return;
    onChange({ datasets: true, run: { id: runId, experimentId, summary: true, metrics: false } });
  };

  return {
    jobs,
    declared,
    filesAt,
    profile,
    hashOf: async (files, signal) => (await data.request("content/hash", { files }, signal)).hash,
    record,
    checked(report) {
      const time = Date.now();
      if (report.datasets.length > 0) jobs.add((signal) => noteChecks(report, time, signal));
    },
    built(features) {
      const fresh = features.filter(({ version }) => version !== null);
      if (fresh.length === 0) return;
      jobs.add(async (signal) => {
        const known = await declared(signal);
        for (const { name, version } of fresh) {
          const dataset = known.find((each) => each.name === name);
          if (dataset === undefined || version === null) continue;
          const { inputs, sql, commit, rows } = version;
          const lineage = { feature: name, inputs, sql, commit };
          profileLater(await record(dataset, signal, { rows, lineage }), dataset);
        }
      });
    },
    used(use, places, name) {
      jobs.add(async (signal) => {
        // What lies here now isn't what a run used elsewhere.
        if (store.tables.imported.isImported(use.runId)) return;
        const known = await declared(signal);
        const found = await filesAt(places, signal);
        const named = known.filter((dataset) => dataset.name === name);
        const matching = found === null ? named : datasetsOfFiles(known, found.files);
        const undeclared =
          found?.path.startsWith(`${workspace}${sep}`) === true
            ? [{ ...found, name: shortPath(found.path, workspace) }]
            : [];
        for (const dataset of matching.length > 0 ? matching : undeclared) {
          if (dataset.files.some(({ modified }) => modified !== null && modified > use.time)) continue;
          const version = await record(dataset, signal);
          if (version === null) continue;
          await link(use, version);
          if (matching.length > 0) await checkOnce(dataset.name, version, signal);
          profileLater(version, dataset);
        }
      });
    },
    [Symbol.asyncDispose]: () => jobs[Symbol.asyncDispose](),
  };
}
