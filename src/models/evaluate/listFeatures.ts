import { identifier } from "../../data/duckdb/sql.ts";
import type { ListInput, MaskInput } from "../../protocol/evaluationEntities.ts";
import type { Feature } from "./feature.ts";

/** The numbers of a list: of a column of lists, or of a text such as `[1, 2]` or `1 2`. */
function numbersOf(column: string): string {
  const text = `trim(CAST(${identifier(column)} AS VARCHAR))`;
  const parts = `regexp_split_to_array(${text}, '[\\s,;]+')`;
  return `COALESCE(TRY_CAST(${identifier(column)} AS DOUBLE[]), TRY_CAST(${parts} AS DOUBLE[]))`;
}

/** A feature for each place of the list. DuckDB reads the list once for all of them. */
export function listFeatures({ list, length, pad, truncate }: ListInput): Feature[] {
  const numbers = numbersOf(list);
  const bounds = [
    ...(truncate ? [] : [`len(${numbers}) > ${length}`]),
    ...(pad === undefined ? [`len(${numbers}) < ${length}`] : []),
  ];
  const lengths = truncate
    ? pad === undefined
      ? `${length} or more`
      : "any number of"
    : pad === undefined
      ? `${length}`
      : `at most ${length}`;
  const missing = `"${list}" is no list of ${lengths} numbers`;
  const at = (place: number): string => {
    const value = `list_extract(${numbers}, ${place})`;
    const padded =
      pad === undefined ? value : `CASE WHEN ${place} > len(${numbers}) THEN ${number(pad)} ELSE ${value} END`;
    return bounds.length === 0 ? padded : `CASE WHEN ${bounds.join(" OR ")} THEN NULL ELSE ${padded} END`;
  };
  return places(length).map((place) => ({ column: list, sql: at(place), missing }));
}

/** 1 for each place that the list has, 0 behind its end. */
export function maskFeatures({ mask, length }: MaskInput): Feature[] {
  const numbers = numbersOf(mask);
  const missing = `"${mask}" is no list of numbers`;
  return places(length).map((place) => ({
    column: mask,
    sql: `CASE WHEN len(${numbers}) >= ${place} THEN 1::DOUBLE WHEN len(${numbers}) IS NOT NULL THEN 0::DOUBLE END`,
    missing,
  }));
}

const places = (length: number): number[] => Array.from({ length }, (_, at) => at + 1);

const number = (value: number): string => `CAST('${value}' AS DOUBLE)`;
