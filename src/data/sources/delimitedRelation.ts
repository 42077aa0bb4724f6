import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DataSource } from "../../protocol/dataEntities.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import { type Dialect, dialectOf } from "../delimited/dialect.ts";
import type { DelimitedStructure } from "../delimited/structure.ts";
import { textOf } from "../delimited/text.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier } from "../duckdb/sql.ts";
import { bytesOf } from "../files/bytes.ts";
import { delimitedCall } from "./delimitedCall.ts";
import { type FileLayout, layoutsOf } from "./delimitedLayout.ts";
import type { SourceFiles } from "./files.ts";
import { guessTypes, typed } from "./guessTypes.ts";
import { eachPlaced, fileColumn, type Placed, recordColumn } from "./placed.ts";
import type { Reading } from "./reading.ts";

export interface DelimitedOptions {
  readonly asText: boolean;
  readonly structures?: readonly DelimitedStructure[] | undefined;
  readonly reading?: Reading | undefined;
}

interface Rows {
  readonly from: string;
  readonly placed: Placed;
}

/** How many rows tell the types of files that are too large to look at all. */
const sampledRows = 20_480;

/** Delimited files as DuckDB reads them: as text, or with the types that their values have. */
export async function delimitedRelation(
  session: Session,
  source: DataSource,
  { format, files }: SourceFiles,
  { asText, structures, reading }: DelimitedOptions,
): Promise<Rows> {
  const dialect = dialectOf({ ...source, format });
  const { layouts, whole } = await layoutsOf(files, dialect, { known: structures, reading, signal: session.signal });
  if (layouts.length === 0) throw invalidParameter(`${files.join(", ")}: there is no header and no row in it.`);
  const hive = source.partitioned === "hive";
  const text =
    dialect.encoding === "utf-16"
      ? await loaded(session, layouts, dialect, files)
      : read(layouts, dialect, files, hive);
  if (asText) return text;
  const columns = [
    ...new Map(layouts.flatMap(({ layout }) => layout.columns).map((name) => [name.toLowerCase(), name])).values(),
  ];
  const nulls = source.nulls ?? [""];
  const types = await guessTypes(session, text.from, columns, nulls, whole ? undefined : sampledRows);
  const others = `* EXCLUDE (${columns.map(identifier).join(", ")})`;
  const values = (from: string, rest: readonly string[]): string =>
    `(SELECT ${[typed(columns, types, nulls), ...rest].join(", ")} FROM ${from})`;
  return {
    from: values(text.from, hive ? [others] : []),
    placed: { ...text.placed, from: values(text.placed.from, [others]) },
  };
}

/** One call for neighbours of one layout. Columns that a file lacks are null in its rows. */
function read(layouts: readonly FileLayout[], dialect: Dialect, files: readonly string[], hive: boolean): Rows {
  const runs: FileLayout[][] = [];
  for (const one of layouts) {
    const run = runs.at(-1);
    if (run?.[0] !== undefined && call(run[0], dialect, hive, "") === call(one, dialect, hive, "")) run.push(one);
    else runs.push([one]);
  }
  const calls = runs.map((run) => {
    const [{ layout } = { layout: undefined }] = run;
    return layout === undefined
      ? ""
      : delimitedCall(
          run.map(({ file }) => file),
          dialect,
          layout,
          hive,
        );
  });
  const [only, ...others] = calls;
  const from =
    only !== undefined && others.length === 0
      ? only
      : `(${calls.map((each) => `FROM ${each}`).join(" UNION ALL BY NAME ")})`;
  return {
    from,
    placed: eachPlaced(layouts.map((one) => ({ file: files.indexOf(one.file), from: call(one, dialect, hive) }))),
  };
}

const call = ({ file, layout }: FileLayout, dialect: Dialect, hive: boolean, path = file): string =>
  delimitedCall([path], dialect, layout, hive);

/** DuckDB can't read all of UTF-16: its rows are kept for the session, read from a copy in UTF-8. */
async function loaded(
  session: Session,
  layouts: readonly FileLayout[],
  dialect: Dialect,
  files: readonly string[],
): Promise<Rows> {
  const { signal } = session;
  const folder = await mkdtemp(join(tmpdir(), "tidemark-utf-8-"));
  try {
    const copies: FileLayout[] = [];
    for (const { file, layout } of layouts) {
      const copy = join(folder, `${copies.length}.csv`);
      await pipeline(
        Readable.from(utf8Of(file, dialect, signal)),
        createWriteStream(copy),
        signal === undefined ? {} : { signal },
      );
      copies.push({ file: copy, layout });
    }
    const numbered = eachPlaced(
      copies.map((copy, i) => ({
        file: files.indexOf(layouts[i]?.file ?? ""),
        from: call(copy, { ...dialect, encoding: "utf-8" }, false),
      })),
    );
    const table = identifier(`tidemark ${randomUUID()}`);
    await session.run(`CREATE TEMP TABLE ${table} AS FROM ${numbered.from}`);
    return {
      from: `(SELECT * EXCLUDE (${identifier(fileColumn)}, ${identifier(recordColumn)}) FROM ${table})`,
      placed: { ...numbered, from: table },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* utf8Of(file: string, { encoding }: Dialect, signal: AbortSignal | undefined) {
  for await (const { bytes } of textOf(bytesOf(file, signal), encoding)) yield bytes;
}
