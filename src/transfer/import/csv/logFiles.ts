import { open, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { type Folder, folders } from "../files/folders.ts";
import { numberOfText } from "../numberOfText.ts";
import { columnsOf } from "./columns.ts";

/** Lightning's own name; its folder is the run's. */
const lightningFile = "metrics.csv";

/** DVCLive's histories, which are read as such. */
const dvcLiveFolder = /(^|\/)plots\/metrics(\/|$)/;

const headBytes = 64 * 1024;
const delimiters = [",", ";", "\t"] as const;

/** A table that one run logged. */
export interface LogFile {
  readonly path: string;
  /** Of the run: its folder below the place that was given when that is Lightning's, else the file without its ending. */
  readonly name: string;
  readonly delimiter: string;
}

/** The logs at a place: a file alone, or all at and below a folder. */
export async function* logFiles(place: string): AsyncGenerator<LogFile> {
  if ((await stat(place)).isFile()) {
    const delimiter = await logDelimiter(place);
    const name = basename(place) === lightningFile ? basename(dirname(place)) : withoutEnding(basename(place));
    if (delimiter !== undefined) yield { path: place, name, delimiter };
    return;
  }
  const taken = new Set<string>();
  for await (const folder of folders(place)) {
    for (const { file, delimiter } of await logsIn(folder)) {
      const whole = folder.name === "" ? file : `${folder.name}/${file}`;
      const short = file === lightningFile ? folder.name || basename(folder.path) : withoutEnding(whole);
      const name = taken.has(short) ? whole : short;
      taken.add(name);
      yield { path: join(folder.path, file), name, delimiter };
    }
  }
}

/** The logs that lie in a folder itself, with what separates their cells. */
export async function logsIn({
  path,
  name,
  files,
}: Folder): Promise<readonly { readonly file: string; readonly delimiter: string }[]> {
  if (dvcLiveFolder.test(name)) return [];
  const found: { readonly file: string; readonly delimiter: string }[] = [];
  for (const file of files.filter(isTable)) {
    const delimiter = await logDelimiter(join(path, file));
    if (delimiter !== undefined) found.push({ file, delimiter });
  }
  return found;
}

export const isTable = (name: string): boolean => /\.(csv|tsv)$/i.test(name);

/** What separates the cells of a log; undefined when the file is not one: no column counts steps, or not in numbers. */
export async function logDelimiter(path: string): Promise<string | undefined> {
  const lines = (await headOf(path)).split("\n").slice(0, -1).slice(0, 2).join("\n");
  return delimiters.find((delimiter) => {
    const [header = [], first = []] = rowsOf(lines, delimiter);
    const columns = columnsOf(header);
    return columns !== undefined && numberOfText(first[columns.step] ?? "") !== undefined;
  });
}

function rowsOf(text: string, delimiter: string): readonly (readonly string[])[] {
  try {
    return parse(text, { delimiter, bom: true, relax_column_count: true, relax_quotes: true });
  } catch {
    return []; // Not a table.
  }
}

async function headOf(path: string): Promise<string> {
  const file = await open(path, "r").catch(() => undefined);
  if (file === undefined) return "";
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

const withoutEnding = (file: string): string => file.slice(0, -extname(file).length);
