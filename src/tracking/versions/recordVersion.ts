import { isAbsolute, relative, sep } from "node:path";
import type { DataFile, DatasetReport } from "../../protocol/checkEntities.ts";
import type { DataSource } from "../../protocol/dataEntities.ts";
import { RecordedOutcome, type VersionLineage } from "../../protocol/datasetEntities.ts";
import type { DataVersionRow } from "../../store/dataVersionTable.ts";
import type { Tables } from "../../store/tables.ts";

/** A content that a data set was seen with. */
export interface SeenContent {
  readonly dataset: string;
  readonly source: DataSource;
  readonly files: readonly DataFile[];
  readonly hash: string;
  readonly commit: string | null;
  readonly rows?: number | null;
  readonly lineage?: VersionLineage;
  /** Unix milliseconds. */
  readonly seen: number;
}

/** How many of a version's files are named. */
export const mostFiles = 100;
/** How many versions that no run used are remembered of a data set. */
const mostUnused = 500;

/** Notes the version that a content is, a new one or one that was seen before. */
export function recordVersion(tables: Tables, content: SeenContent, workspace: string): DataVersionRow | undefined {
  const { dataset, source, files, hash, commit, rows = null, lineage, seen } = content;
  const set = tables.dataVersions.set(dataset, JSON.stringify(source));
  const named = files.slice(0, mostFiles).map(({ path, size }) => ({ path: shortPath(path, workspace), size }));
  const version = tables.dataVersions.see({
    data_set: set.id,
    hash,
    files: JSON.stringify({ count: files.length, named }),
    bytes: files.reduce((sum, { size }) => sum + (size ?? 0), 0),
    code_commit: commit,
    seen,
  });
  if (version === undefined) return undefined;
  tables.dataVersions.learn(version.id, {
    rows,
    lineage: lineage === undefined ? null : JSON.stringify(lineage),
  });
  tables.dataVersions.dropOldest(set.id, mostUnused);
  return tables.dataVersions.byId(version.id);
}

/** Notes what a check came to. @param version null when the content that was checked isn't known */
export function recordCheck(
  tables: Tables,
  {
    dataset,
    source,
    report,
    version,
    time,
  }: {
    readonly dataset: string;
    readonly source: DataSource;
    readonly report: DatasetReport;
    readonly version: number | null;
    readonly time: number;
  },
): void {
  const { counts } = report;
  tables.dataChecks.add({
    data_set: tables.dataVersions.set(dataset, JSON.stringify(source)).id,
    version,
    time,
    took: report.milliseconds,
    row_count: report.rows,
    passed: counts.passed,
    failed: counts.failed,
    could_not_run: counts.couldNotRun,
    skipped: counts.skipped,
    outcomes: JSON.stringify(report.outcomes.map((outcome) => RecordedOutcome.parse(outcome))),
  });
}

/** From the workspace's folder, with `/`, where it is in it. */
export function shortPath(path: string, workspace: string): string {
  const short = relative(workspace, path);
  return short === "" || isAbsolute(short) || short.split(sep)[0] === ".." ? path : short.split(sep).join("/");
}
