import * as z from "zod";
import type { ColumnType } from "../../config/checks/columnType.ts";
import type { Session } from "../duckdb/database.ts";
import type { Lens } from "./lens.ts";
import { countOf } from "./plan.ts";
import type { Table } from "./table.ts";

const Figures = z.record(z.string(), z.unknown());
/** From the narrowest on; what none of them reads is a text. */
const candidates = ["integer", "number", "date", "timestamp", "time", "uuid"] as const;
const sampleRows = 2000;

/**
 * The narrowest type that all of a column's values can be read as: a sample says which it may be, all rows whether it is. A
 * column without values is text.
 */
export async function guessTypes(
  session: Session,
  { rows }: Table,
  columns: readonly Lens[],
): Promise<Map<string, ColumnType>> {
  const types = new Map<string, ColumnType>(columns.map(({ id }) => [id, "string"]));
  const texts = columns.filter(({ physical }) => physical === "VARCHAR" || physical === "JSON");
  for (const lens of columns) if (!texts.includes(lens)) types.set(lens.id, nativeType(lens.physical));
  if (texts.length === 0) return types;

  const sampled = await readable(session, `(SELECT * FROM ${rows} LIMIT ${sampleRows})`, texts, candidatesOf);
  const likely = new Map(texts.map(({ id }) => [id, worthTrying(sampled.get(id) ?? [])]));
  const held = await readable(session, rows, texts, (lens) => likely.get(lens.id) ?? []);
  for (const { id } of texts) types.set(id, held.get(id)?.[0] ?? "string");
  return types;
}

type Candidate = (typeof candidates)[number] | "boolean";

const candidatesOf = (): readonly Candidate[] => ["boolean", ...candidates];

/** The narrowest type, and the wider one of the same kind. */
const worthTrying = ([first]: readonly Candidate[]): readonly Candidate[] => {
  if (first === undefined) return [];
  return first === "integer" ? ["integer", "number"] : first === "date" ? ["date", "timestamp"] : [first];
};

/** Which types read all values, of those to be tried; none where there are no values. */
async function readable(
  session: Session,
  rows: string,
  columns: readonly Lens[],
  tried: (lens: Lens) => readonly Candidate[],
): Promise<Map<string, Candidate[]>> {
  const figures = columns.flatMap((lens) => [
    `count(${lens.id}) AS n_${lens.id}`,
    ...tried(lens).map(
      (type) => `count(*) FILTER (WHERE ${lens.id} IS NOT NULL AND NOT ${readsAs(lens, type)}) AS ${type}_${lens.id}`,
    ),
  ]);
  const found = await session.row(Figures, `SELECT ${figures.join(", ")} FROM ${rows}`);
  return new Map(
    columns.map((lens) => [
      lens.id,
      countOf(found[`n_${lens.id}`]) === 0
        ? []
        : tried(lens).filter((type) => countOf(found[`${type}_${lens.id}`]) === 0),
    ]),
  );
}

/** 0 and 1 are numbers as long as nobody says otherwise. */
const readsAs = (lens: Lens, type: Candidate): string =>
  type === "boolean" ? `lower(trim(${lens.text})) IN ('true', 'false')` : lens.as(type).reads;

/** DuckDB's type in the words of contracts. */
function nativeType(physical: string): ColumnType {
  if (physical === "BOOLEAN") return "boolean";
  if (/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/.test(physical)) return "integer";
  if (/^(FLOAT|DOUBLE|DECIMAL)/.test(physical)) return "number";
  if (physical === "DATE") return "date";
  if (physical.startsWith("TIMESTAMP")) return "timestamp";
  if (physical.startsWith("TIME")) return "time";
  if (physical === "UUID") return "uuid";
  return /(\[\d*\]|^(STRUCT|MAP|UNION).*)$/.test(physical) ? "json" : "string";
}
