import * as z from "zod";
import type { ColumnType } from "../../config/checks/columnType.ts";
import { distinctFigure } from "../checks/columnPlans.ts";
import { hoisted } from "../checks/hoist.ts";
import { type Lens, lensOf } from "../checks/lens.ts";
import type { Table } from "../checks/table.ts";
import type { Session } from "../duckdb/database.ts";
import { literal } from "../duckdb/sql.ts";

/** What is known of a column's values. */
export interface ColumnFacts {
  readonly name: string;
  readonly type: ColumnType;
  /** Of dates that aren't written in ISO 8601, in strptime's words. */
  readonly format: string | undefined;
  readonly rows: number;
  /** Rows with a value. */
  readonly values: number;
  readonly distinct: number;
  /** Of numbers that are all finite. */
  readonly range: { readonly min: number; readonly max: number } | undefined;
  /** In code points. */
  readonly longest: number;
  /** A usual form that all values have. */
  readonly pattern: string | undefined;
  /** All values with how often they come, where there are few of a text. */
  readonly categories: readonly { readonly value: string; readonly count: number }[] | undefined;
}

const dateFormats = ["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d"] as const;
const patterns = { email: "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address: "^https?://" } as const;

/** More distinct values than these are no categories. */
const mostCategories = 20;

const Row = z.record(z.string(), z.unknown());
const Category = z.object({ value: z.string(), count: z.bigint() });

/** Looks at all rows once more, now that the columns' types are known. */
export async function columnFacts(
  session: Session,
  table: Table,
  guessed: ReadonlyMap<string, ColumnType>,
): Promise<ColumnFacts[]> {
  const formats = await formatsOf(session, table, guessed);
  const lenses = table.columns.map((lens) => {
    const format = formats.get(lens.id);
    const type = format === undefined ? (guessed.get(lens.id) ?? "string") : "date";
    return { type, format, lens: lensOf({ ...lens, physical: lens.physical }, { type, format }) };
  });
  const asked = ["count(*)", ...lenses.flatMap(({ lens }) => figuresOf(lens))];
  const { expressions, rows: source } = hoisted(asked, { ...table, columns: lenses.map(({ lens }) => lens) });
  const row = await session.row(
    Row,
    `SELECT ${expressions.map((sql, at) => `${sql} AS f${at}`).join(", ")} FROM ${source}`,
  );
  const rows = Number(row.f0);
  const facts: ColumnFacts[] = [];
  for (const [at, { lens, type, format }] of lenses.entries()) {
    const [values, distinct, min, max, unbounded, longest, emails, addresses] = Array.from(
      { length: 8 },
      (_, figure) => row[`f${1 + at * 8 + figure}`],
    );
    const count = Number(values);
    const isBounded = typeof min === "number" && typeof max === "number" && Number(unbounded) === 0;
    facts.push({
      name: lens.name,
      type,
      format,
      rows,
      values: count,
      distinct: Number(distinct),
      range: isBounded ? { min, max } : undefined,
      longest: Number(longest ?? 0),
      pattern: patternOf(type, count, Number(emails), Number(addresses)),
      categories: await categoriesOf(session, table, lens, type, Number(distinct)),
    });
  }
  return facts;
}

function figuresOf(lens: Lens): string[] {
  const isNumber = lens.type === "integer" || lens.type === "number";
  const number = isNumber ? `(${lens.as("number").value})` : "CAST(NULL AS DOUBLE)";
  const matches = (pattern: string) =>
    lens.type === "string" ? `count(*) FILTER (WHERE regexp_matches(${lens.text}, ${literal(pattern)}))` : "0";
  return [
    `count(${lens.id})`,
    distinctFigure(lens),
    `min(${number})`,
    `max(${number})`,
    `count(*) FILTER (WHERE NOT isfinite(${number}))`,
    `max(length(${lens.text}))`,
    matches(patterns.email),
    matches(patterns.address),
  ];
}

function patternOf(type: ColumnType, values: number, emails: number, addresses: number): string | undefined {
  if (type !== "string" || values === 0) return undefined;
  if (emails === values) return patterns.email;
  return addresses === values ? patterns.address : undefined;
}

/** Texts that are all dates of one usual form; two that would do are none. */
async function formatsOf(
  session: Session,
  { rows, columns }: Table,
  types: ReadonlyMap<string, ColumnType>,
): Promise<Map<string, string>> {
  const texts = columns.filter(({ id, physical }) => physical === "VARCHAR" && written.includes(types.get(id) ?? ""));
  const likely = await fitting(session, `(SELECT * FROM ${rows} LIMIT ${sampleRows})`, texts, () => dateFormats);
  const tried = texts.filter(({ id }) => (likely.get(id) ?? []).length > 0);
  const held = await fitting(session, rows, tried, ({ id }) => likely.get(id) ?? []);
  return new Map(
    [...held].flatMap(([id, [only, other]]) => (only === undefined || other !== undefined ? [] : [[id, only]])),
  );
}

type DateFormat = (typeof dateFormats)[number];

/** The types that dates of other forms are taken for. */
const written: readonly string[] = ["string", "integer"];
const sampleRows = 2000;

/** The formats that all values of a column have. */
async function fitting(
  session: Session,
  rows: string,
  columns: readonly Lens[],
  tried: (lens: Lens) => readonly DateFormat[],
): Promise<Map<string, readonly DateFormat[]>> {
  if (columns.length === 0) return new Map();
  const asked = columns.flatMap((lens) => tried(lens).map((format) => ({ lens, format })));
  const figures = asked.map(({ lens: { id, text }, format }, at) => {
    const isDate = `${looksLike(text, format)} AND try_strptime(${text}, ${literal(format)}) IS NOT NULL`;
    return `count(${id}) > 0 AND bool_and(${id} IS NULL OR (${isDate})) AS f${at}`;
  });
  const row = await session.row(Row, `SELECT ${figures.join(", ")} FROM ${rows}`);
  return new Map(
    columns.map((column) => [
      column.id,
      asked.flatMap(({ lens, format }, at) => (lens === column && row[`f${at}`] === true ? [format] : [])),
    ]),
  );
}

/** Years of these centuries alone: other numbers of eight digits are no dates. */
const looksLike = (text: string, format: DateFormat): string => {
  const pattern = format
    .replaceAll(".", "\\.")
    .replace("%Y", "(19|20)\\d\\d")
    .replace("%m", format === "%Y%m%d" ? "\\d\\d" : "\\d\\d?")
    .replace("%d", format === "%Y%m%d" ? "\\d\\d" : "\\d\\d?");
  return `regexp_full_match(${text}, ${literal(pattern)})`;
};

async function categoriesOf(
  session: Session,
  { rows }: Table,
  { id, text }: Lens,
  type: ColumnType,
  distinct: number,
): Promise<ColumnFacts["categories"]> {
  if (type !== "string" || distinct === 0 || distinct > mostCategories) return undefined;
  const found = await session.rows(
    Category,
    `SELECT ${text} AS value, count(*) AS count FROM ${rows} WHERE ${id} IS NOT NULL GROUP BY 1 ORDER BY 1`,
  );
  return found.map(({ value, count }) => ({ value, count: Number(count) }));
}
