import * as z from "zod";
import type { KnownVersions } from "../../protocol/checkRequests.ts";
import type { CheckCounts, DatasetVersion, DataUse, RecordedCheck } from "../../protocol/datasetEntities.ts";
import { notFound } from "../../protocol/errors.ts";
import type { DataCheckListRow } from "../../store/dataCheckTable.ts";
import type { DataSetRow, DataVersionRow } from "../../store/dataVersionTable.ts";
import type { RunDataVersionRow } from "../../store/runDataVersionTable.ts";
import type { Tables } from "../../store/tables.ts";

const StoredFiles = z.object({
  count: z.number(),
  named: z.array(z.object({ path: z.string(), size: z.number().nullable() })),
});

/** @throws TidemarkError `notFound` */
export function findDataset(tables: Tables, name: string): DataSetRow {
  const set = tables.dataVersions.setByName(name);
  if (set === undefined) throw notFound(`No version of a data set "${name}" is known yet: check or record it first.`);
  return set;
}

/**
 * The version that a user's word means: a number, a hash or its beginning, `latest` or `previous`.
 * @throws TidemarkError `notFound` when none is meant, or several
 */
export function findVersion(tables: Tables, dataset: string, word: string): DataVersionRow {
  const set = findDataset(tables, dataset);
  const { dataVersions } = tables;
  const [latest, previous] = dataVersions.page(set.id, 2, 0);
  if (word === "latest" && latest !== undefined) return latest;
  if (word === "previous") {
    if (previous !== undefined) return previous;
    throw notFound(`"${dataset}" has no earlier version yet.`);
  }
  const [, number] = /^v?(\d{1,9})$/.exec(word) ?? [];
  const numbered = number === undefined ? undefined : dataVersions.byNumber(set.id, Number(number));
  if (numbered !== undefined) return numbered;
  if (/^[0-9a-f]{6,64}$/.test(word)) {
    const [found, another] = dataVersions.byPrefix(set.id, word);
    if (another !== undefined) throw notFound(`Several versions of "${dataset}" begin with ${word}: say more of it.`);
    if (found !== undefined) return found;
  }
  throw notFound(
    `"${dataset}" has no version "${word}": say its number, the beginning of its hash, latest or previous.`,
  );
}

/** How many versions of each data set a check may be compared with. */
const mostCompared = 500;

/** What checks are told of versions. */
export const knownVersions = ({ dataVersions }: Tables): KnownVersions =>
  Object.fromEntries(
    dataVersions
      .sets()
      .map(({ id, name }) => [
        name,
        dataVersions.page(id, mostCompared, 0).map(({ number, hash }) => ({ number, hash })),
      ]),
  );

/** A version as it is shown. */
export function versionView(tables: Tables, set: DataSetRow, row: DataVersionRow): DatasetVersion {
  const { count, named } = StoredFiles.parse(JSON.parse(row.files));
  const check = tables.dataChecks.ofVersion(row.id);
  return {
    dataset: set.name,
    number: row.number,
    hash: row.hash,
    files: named.map(({ path, size }) => ({ path, size: size ?? 0 })),
    fileCount: count,
    bytes: row.bytes,
    rows: row.row_count,
    commit: row.code_commit,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    isKept: row.kept_bytes !== null,
    hasProfile: row.has_profile === 1,
    counts: check === undefined ? null : countsOf(check),
    runs: tables.runDataVersions.runsOfVersion(row.id),
  };
}

type CountRow = Pick<DataCheckListRow, "passed" | "failed" | "could_not_run" | "skipped">;

const countsOf = ({ passed, failed, could_not_run: couldNotRun, skipped }: CountRow): CheckCounts => ({
  passed,
  failed,
  couldNotRun,
  skipped,
});

/** @param version the number of the version that was checked */
export const checkView = (
  row: CountRow & Pick<DataCheckListRow, "time" | "took" | "row_count">,
  version: number | null,
): RecordedCheck => ({
  time: row.time,
  milliseconds: row.took,
  version,
  rows: row.row_count,
  counts: countsOf(row),
});

export const useView = ({ how, context }: RunDataVersionRow): DataUse => ({
  how,
  context: context === "" ? null : context,
});
