import { stat } from "node:fs/promises";
import { invalidParameter } from "../../protocol/errors.ts";
import type { Dialect } from "../delimited/dialect.ts";
import { Findings } from "../delimited/findings.ts";
import { type DelimitedStructure, readDelimited } from "../delimited/structure.ts";
import { StructureReader } from "../delimited/structureReader.ts";
import { textOf } from "../delimited/text.ts";
import { bytesOf, compressionOf } from "../files/bytes.ts";
import type { DelimitedLayout } from "./delimitedCall.ts";
import type { Reading } from "./reading.ts";

export interface FileLayout {
  readonly file: string;
  readonly layout: DelimitedLayout;
}

export interface LayoutOptions {
  readonly known?: readonly DelimitedStructure[] | undefined;
  readonly reading?: Reading | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Up to this many bytes, all files together, are read from end to end: it takes a third of a second at most. */
export const wholeBytes = 64 * 2 ** 20;
const headChunk = 64 * 1024;

/**
 * What has to be known to read delimited files. Files of 64 MiB together, and compressed ones, whose end DuckDB does not look for,
 * are read as a whole; of larger ones the first records tell unless `reading` asks for all, so that a ragged row further down fails
 * the query.
 * @param known structures that were read already
 * @throws TidemarkError `invalidParameter` for a file that can't be read rightly: it says where and why
 */
export async function layoutsOf(
  files: readonly string[],
  dialect: Dialect,
  { known, reading, signal }: LayoutOptions,
): Promise<{ readonly layouts: readonly FileLayout[]; readonly whole: boolean }> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const whole = reading?.whole === true || sizes.reduce((sum, size) => sum + size, 0) <= wholeBytes;
  const layouts: FileLayout[] = [];
  for (const file of files) {
    const structure = known?.find((one) => one.file === file);
    if (structure !== undefined) layouts.push({ file, layout: readable(structure) });
    else if (whole || compressionOf(file) !== undefined) {
      layouts.push({ file, layout: readable(await readDelimited(file, dialect, { signal, limit: 1 })) });
    } else layouts.push({ file, layout: await headLayout(file, dialect, signal) });
  }
  if (!whole) reading?.onPart();
  return { layouts: layouts.filter(({ layout }) => layout.columns.length > 0), whole };
}

function readable(structure: DelimitedStructure): DelimitedLayout {
  if (structure.readable) return structure;
  const { file, findings } = structure;
  const fatal = ["invalid_encoding", "truncated_file", "wrong_dialect"];
  const finding = findings.find(({ check, range }) => fatal.includes(check) && range !== undefined) ?? findings[0];
  const start = finding?.range?.start;
  const place = start === undefined ? "" : `, line ${start.line + 1}, character ${start.character + 1}`;
  throw invalidParameter(`${file}${place}: ${finding?.message ?? "The file can't be read."}`, { file, finding });
}

async function headLayout(file: string, dialect: Dialect, signal: AbortSignal | undefined): Promise<DelimitedLayout> {
  const reader = new StructureReader(dialect, new Findings(file, 0));
  for await (const text of textOf(bytesOf(file, signal, headChunk), dialect.encoding)) {
    reader.push(text);
    if (reader.facts().records > 1) break;
  }
  const { columns, leadingBlankLines, newline } = reader.facts();
  return { columns, leadingBlankLines, newline };
}
