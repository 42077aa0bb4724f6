import { formatNumber } from "../../src/protocol/format.ts";
import type { Common } from "../../src/protocol/query/narrowed.ts";
import type { RunsColumn } from "../../src/protocol/runsTableRequests.ts";
import { numberOf, rangeOf } from "./charts/chartScale.ts";
import { discrete, partAt, partsOf } from "./charts/fields.ts";
import type { Dimension } from "./charts/plotted.ts";
import { cellText } from "./columns.ts";

const mostParts = 10;

/** Some of a column's values. */
export interface ValueGroup {
  readonly label: string;
  readonly runs: number;
  /** What a query for them asks; null where it can't. */
  readonly common: Common | null;
}

type Named = Pick<Common, "of" | "key" | "take">;

/** What queries call a column; null for one that has no name there. */
function nameOf(column: RunsColumn): Named | null {
  if (column.of !== "attribute") return column;
  switch (column.name) {
    case "commit":
      return { of: "tag", key: "mlflow.source.git.commit" };
    case "dataset":
      return null;
    default:
      return { of: "attribute", key: column.name };
  }
}

/** Whether values of a column can be picked from a list. */
export const isFiltered = (column: RunsColumn): boolean =>
  nameOf(column) !== null && !(column.of === "attribute" && (column.name === "run_id" || column.name === "name"));

/** A column's values in up to ten parts, or one by one where they are few or texts; then NaN, and runs that lack it. */
export function valueGroups(dimension: Dimension): readonly ValueGroup[] {
  const { column, cells, scale } = dimension;
  const name = nameOf(column);
  const few = discrete(dimension, mostParts);
  const parts = partsOf(few, mostParts);
  const members = parts.map((): string[] => []);
  for (const cell of few.cells) {
    const place = few.scale.place(cell);
    if (place !== null) members[partAt(place, parts.length)]?.push(String(cell));
  }
  const ofTexts = (own: readonly string[], label: string) => ({ label, condition: { values: [...new Set(own)] } });
  const groups = members.flatMap((own, part): ValueGroup[] => {
    if (own.length === 0) return [];
    const isTexts = scale.kind === "categories";
    const { label, condition } = isTexts ? ofTexts(own, parts[part]?.label ?? "") : ofNumbers(column, own);
    return [{ label, runs: own.length, common: name === null ? null : { ...name, ...condition } }];
  });
  const strange = cells.filter((cell) => cell !== null && scale.place(cell) === null).length;
  const lacking = cells.filter((cell) => cell === null).length;
  return [
    ...groups,
    ...(strange > 0 ? [{ label: "NaN or infinite", runs: strange, common: null }] : []),
    ...(lacking > 0 ? [{ label: "none", runs: lacking, common: name === null ? null : { ...name, value: null } }] : []),
  ];
}

function ofNumbers(column: RunsColumn, own: readonly string[]) {
  const [low, high] = rangeOf(own.map(numberOf).filter((number) => number !== null));
  const words = (value: number): string => (column.of === "attribute" ? cellText(column, value) : formatNumber(value));
  return { label: low === high ? words(low) : `${words(low)} to ${words(high)}`, condition: { low, high } };
}
