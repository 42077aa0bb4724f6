import { stat } from "node:fs/promises";
import { keysAt, type Place, valueAt } from "../../config/authoring/place.ts";
import { Source } from "../../config/schema/source.ts";
import { isAddress } from "../../protocol/address.ts";
import { type DataColumn, DataSource } from "../../protocol/dataEntities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import { columnsOf } from "../describe/describe.ts";
import type { DataContext } from "../process/dataContext.ts";
import { sourceFiles } from "../sources/files.ts";
import { relationOf } from "../sources/relation.ts";

/** Sources whose columns are kept, and files of a source beyond which they aren't asked for while someone types. */
const [mostKept, mostFiles] = [50, 1000];

/** The columns of a data set that a text declares: those of its files, then those that it declares besides. */
export type Columns = (place: Place, dataset: string, signal: AbortSignal) => Promise<DataColumn[]>;

/** Reads columns of declared data sets, and keeps them until a file changes. Addresses are left alone. */
export function declaredColumns({ database, workspace }: DataContext): Columns {
  const kept = new Map<string, { readonly state: string; readonly columns: DataColumn[] }>();

  async function read(source: DataSource, signal: AbortSignal): Promise<DataColumn[]> {
    using session = await database.session(signal);
    const { files } = await sourceFiles(session, source, workspace);
    if (files.length > mostFiles) return [];
    const key = JSON.stringify(source);
    const state = (await Promise.all(files.map(stateOf))).join("\n");
    const before = kept.get(key);
    if (before?.state === state) return before.columns;
    const { from } = await relationOf(session, source, { workspace });
    const columns = await columnsOf(session, from);
    kept.delete(key);
    kept.set(key, { state, columns });
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return columns;
  }

  return async ({ document }, dataset, signal) => {
    const sources = ["source", "output"].map((field) => [field === "source" ? "datasets" : "features", dataset, field]);
    const trained = ["datasets", dataset, "split", "train"];
    const source = [...sources, trained].map((path) => sourceOf(valueAt(document, path))).find((each) => each);
    const found = source === undefined ? [] : await read(source, signal).catch(noneWhenUnreadable);
    const named = new Set(found.map(({ name }) => name));
    const declared = ["datasets", "features"].flatMap((section) => keysAt(document, [section, dataset, "columns"]));
    return [...found, ...declared.filter((name) => !named.has(name)).map((name) => ({ name, type: "" }))];
  };
}

function sourceOf(value: unknown): DataSource | undefined {
  const source = DataSource.safeParse(Source.safeParse(value).data).data;
  return source === undefined || source.paths.some(isAddress) || source.format === "postgresql" ? undefined : source;
}

const stateOf = async (file: string): Promise<string> => {
  const { ino, size, mtimeMs, ctimeMs } = await stat(file);
  return [file, ino, size, mtimeMs, ctimeMs].join(" ");
};

/** Half-written sources are the rule here, and checking tells what is wrong with others. */
function noneWhenUnreadable(error: unknown): DataColumn[] {
  if (error instanceof TidemarkError && error.code === "cancelled") throw error;
  return [];
}
