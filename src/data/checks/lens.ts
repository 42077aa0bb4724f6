import type { ColumnType } from "../../config/checks/columnType.ts";
import { literal } from "../duckdb/sql.ts";

/** A column's values read as a type, in SQL. */
export interface Reading {
  /** The value; null where it can't be read, or is too large to be kept. */
  readonly value: string;
  /** Whether a value that isn't null can be read. */
  readonly reads: string;
}

/** A column as SQL: its values as text and as any type. */
export interface Lens {
  readonly name: string;
  /** The column itself; null where the value is null. */
  readonly id: string;
  /** DuckDB's type of it. */
  readonly physical: string;
  /** The type that is declared. */
  readonly type: ColumnType | undefined;
  /** The value as text. */
  readonly text: string;
  as(type: ColumnType): Reading;
}

interface LensColumn {
  readonly name: string;
  readonly id: string;
  readonly physical: string;
}

interface Declared {
  readonly type: ColumnType | undefined;
  readonly format: string | undefined;
}

/** How a column's values are read; declared formats are strptime's. */
export function lensOf({ name, id, physical }: LensColumn, { type, format }: Declared): Lens {
  const text = textOf(id, physical);
  return {
    name,
    id,
    physical,
    type,
    text,
    as: (wanted) => {
      const native = physical === "VARCHAR" || physical === "JSON" ? undefined : nativeReading(id, physical, wanted);
      return native ?? readText(text, wanted, wanted === type ? format : undefined);
    },
  };
}

function textOf(id: string, physical: string): string {
  if (physical === "VARCHAR") return id;
  return physical === "JSON" ? `(${id} ->> '$')` : `CAST(${id} AS VARCHAR)`;
}

const booleans = { true: ["true", "t", "yes", "y", "1"], false: ["false", "f", "no", "n", "0"] } as const;
const among = (texts: readonly string[]): string => texts.map(literal).join(", ");

const integerPattern = "\\s*[+-]?[0-9]+\\s*";
const datePattern = "\\s*\\d{4}-\\d{2}-\\d{2}\\s*";
const timestampPattern =
  "\\s*\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}(:?\\d{2})?)?)?\\s*";
const timePattern = "\\s*\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?\\s*";
const uuidPattern = "\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*";

const matches = (text: string, pattern: string): string => `regexp_full_match(${text}, ${literal(pattern)})`;

/** DuckDB reads more than the type's usual spellings (`1.5` as the integer 2, `1_000`, `2026/1/3`): those are refused. */
function readText(text: string, type: ColumnType, format: string | undefined): Reading {
  const when = (condition: string, value: string): Reading => {
    const read = `CASE WHEN ${condition} THEN ${value} END`;
    return { value: read, reads: `((${read}) IS NOT NULL)` };
  };
  switch (type) {
    case "string":
      return { value: text, reads: "true" };
    case "integer": {
      // Most are written as they are printed, and comparing is quicker than matching.
      const short = `TRY_CAST(${text} AS BIGINT)`;
      const is = `CASE WHEN CAST(${short} AS VARCHAR) = ${text} THEN true ELSE ${matches(text, integerPattern)} END`;
      return { value: `CASE WHEN ${is} THEN TRY_CAST(${text} AS HUGEINT) END`, reads: `(${is})` };
    }
    case "number":
      return when(`NOT contains(${text}, '_')`, `TRY_CAST(${text} AS DOUBLE)`);
    case "boolean": {
      const word = `lower(trim(${text}))`;
      const value = `CASE WHEN ${word} IN (${among(booleans.true)}) THEN true WHEN ${word} IN (${among(booleans.false)}) THEN false END`;
      return { value, reads: `((${value}) IS NOT NULL)` };
    }
    case "date":
      if (format !== undefined) return strict(`CAST(try_strptime(${text}, ${literal(format)}) AS DATE)`);
      return when(matches(text, datePattern), `TRY_CAST(${text} AS DATE)`);
    case "timestamp":
      if (format !== undefined) return strict(`CAST(try_strptime(${text}, ${literal(format)}) AS TIMESTAMP)`);
      return timestampReading(text);
    case "time":
      if (format !== undefined) return strict(`CAST(try_strptime(${text}, ${literal(format)}) AS TIME)`);
      return when(matches(text, timePattern), `TRY_CAST(${text} AS TIME)`);
    case "json":
      return { value: text, reads: `json_valid(${text})` };
    case "uuid":
      return when(matches(text, uuidPattern), `TRY_CAST(trim(${text}) AS UUID)`);
  }
}

/** Most are written as they are printed, which is quicker to compare than to match, and have no zone to be looked up. */
function timestampReading(text: string): Reading {
  const plain = `TRY_CAST(${text} AS TIMESTAMP)`;
  const isPrinted = `length(${text}) = ${"2026-01-31 23:59:59".length} AND CAST(${plain} AS VARCHAR) = ${text}`;
  const zoned = `WHEN ${matches(text, timestampPattern)} THEN CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AS TIMESTAMP)`;
  return strict(`CASE WHEN ${isPrinted} THEN ${plain} ${zoned} END`);
}

const strict = (value: string): Reading => ({ value, reads: `((${value}) IS NOT NULL)` });

const isInteger = (physical: string): boolean => /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/.test(physical);
const isFraction = (physical: string): boolean => /^(FLOAT|DOUBLE|DECIMAL)/.test(physical);
const isTimestamp = (physical: string): boolean => physical.startsWith("TIMESTAMP");
const isNested = (physical: string): boolean => /(\[\d*\]|^(STRUCT|MAP|UNION).*)$/.test(physical);

/** How values are read that a file keeps with their type; undefined where their text says more. */
function nativeReading(id: string, physical: string, wanted: ColumnType): Reading | undefined {
  const always = (value: string): Reading => ({ value, reads: "true" });
  switch (wanted) {
    case "string":
      return always(`CAST(${id} AS VARCHAR)`);
    case "integer":
      if (isInteger(physical)) return always(id);
      if (!isFraction(physical)) return undefined;
      return {
        value: `CASE WHEN ${id} = trunc(${id}) THEN TRY_CAST(${id} AS HUGEINT) END`,
        reads: `(isfinite(CAST(${id} AS DOUBLE)) AND ${id} = trunc(${id}))`,
      };
    case "number":
      return isInteger(physical) || isFraction(physical) ? always(`CAST(${id} AS DOUBLE)`) : undefined;
    case "boolean":
      return physical === "BOOLEAN" ? always(id) : undefined;
    case "date":
      if (physical === "DATE") return always(id);
      if (!isTimestamp(physical)) return undefined;
      return {
        value: `CAST(${id} AS DATE)`,
        reads: `(CAST(${id} AS TIMESTAMP) = date_trunc('day', CAST(${id} AS TIMESTAMP)))`,
      };
    case "timestamp":
      return isTimestamp(physical) || physical === "DATE" ? always(`CAST(${id} AS TIMESTAMP)`) : undefined;
    case "time":
      return physical === "TIME" ? always(id) : undefined;
    case "json":
      return isNested(physical) ? always(`CAST(to_json(${id}) AS VARCHAR)`) : undefined;
    case "uuid":
      return physical === "UUID" ? always(id) : undefined;
  }
}
