import { keptSource } from "../../data/content/keptSource.ts";
import { DataSource } from "../../protocol/dataEntities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import type { DataVersionRow } from "../../store/dataVersionTable.ts";
import type { Tables } from "../../store/tables.ts";
import { findDataset } from "../../tracking/versions/versionView.ts";
import { mostBytesKept } from "./copies.ts";
import type { DeclaredFiles } from "./versionRecorder.ts";

interface VersionSourceDependencies {
  readonly tables: Tables;
  readonly workspace: string;
  /** The files that a data set has at the moment; null where they can't be found. */
  readonly filesNow: () => Promise<DeclaredFiles | null>;
  readonly hashOf: (files: DeclaredFiles["files"]) => Promise<string | null>;
}

/**
 * How to read a version's rows: from its copy, or where none is kept from the data set's own files, if they still have that
 * content.
 * @throws TidemarkError `unavailable` where the rows are gone; the message says what can be compared instead
 */
export async function versionSource(
  dataset: string,
  row: DataVersionRow,
  { tables, workspace, filesNow, hashOf }: VersionSourceDependencies,
): Promise<DataSource> {
  const source = DataSource.parse(JSON.parse(findDataset(tables, dataset).source));
  const kept = await keptSource(workspace, source, row.hash);
  if (kept !== null) return kept;
  const now = await filesNow();
  if (now !== null && bytesOf(now) === row.bytes && (await hashOf(now.files)) === row.hash) return now.source;
  throw new TidemarkError("unavailable", goneWords(dataset, row, tables));
}

const bytesOf = ({ files }: DeclaredFiles): number => files.reduce((sum, { size }) => sum + (size ?? 0), 0);

function goneWords(
  dataset: string,
  { id, number, bytes, data_set, code_commit }: DataVersionRow,
  tables: Tables,
): string {
  const why =
    bytes > mostBytesKept
      ? `Versions of more than ${mostBytesKept / 2 ** 20} MiB are not copied`
      : "Copies go when all of them take too much room, or when .tidemark/versions is deleted";
  const others = tables.dataVersions
    .kept()
    .filter((version) => version.data_set === data_set && version.id !== id)
    .slice(0, 5)
    .map((version) => `v${version.number}`);
  const instead = [
    ...(others.length === 0 ? [] : [`a version with a copy (${others.join(", ")})`]),
    ...(code_commit === null ? [] : [`its file at commit ${code_commit.slice(0, 12)}, where git has it (git show)`]),
    "the earlier file under another name",
  ];
  return (
    `No copy of version ${number} of "${dataset}" is kept, and its files have changed, so its rows can't be compared any more. ` +
    `${why}. Compare with ${instead.join(", or ")}.`
  );
}
