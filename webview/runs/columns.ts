import type { MetricValue } from "../../src/protocol/entities.ts";
import { formatDuration, formatNumber } from "../../src/protocol/format.ts";
import type { RunsColumn, RunsSort, RunsTableRow } from "../../src/protocol/runsTableRequests.ts";

export interface Keys {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly tags: readonly string[];
}

export type AttributeName = Extract<RunsColumn, { of: "attribute" }>["name"];

export const attributeLabels: Readonly<Record<Exclude<AttributeName, "name">, string>> = {
  status: "Status",
  start_time: "Started",
  duration: "Duration",
  user: "User",
  dataset: "Data sets",
  commit: "Commit",
  run_id: "Run id",
};

/** Tells columns apart. */
export const columnId = (column: RunsColumn): string => JSON.stringify(column);

/** What stands above it: `loss`, `best(loss)`, `loss at 100`. */
export function columnLabel(column: RunsColumn): string {
  if (column.of === "attribute") return column.name === "name" ? "Run" : attributeLabels[column.name];
  if (column.of !== "metric" || column.take === "last") return column.key;
  if (typeof column.take !== "object") return `${column.take}(${column.key})`;
  return "at" in column.take ? `${column.key} at ${column.take.at}` : `mean(${column.key}, ${column.take.mean})`;
}

/** What kind of thing it is, below its label. */
export const columnKind = (column: RunsColumn): string =>
  ({ metric: "metric", param: "parameter", tag: "tag", attribute: "" })[column.of];

export const isNumeric = (column: RunsColumn): boolean =>
  column.of === "metric" || (column.of === "attribute" && column.name === "duration");

/** Before anyone chose: what tells most in the first seconds. */
export function usualColumns({ metrics, params }: Keys): RunsColumn[] {
  return [
    ...(["status", "start_time", "duration"] as const).map((name) => ({ of: "attribute", name }) as const),
    ...metrics
      .filter((key) => !key.startsWith("system/"))
      .slice(0, 6)
      .map((key) => ({ of: "metric", key, take: "last" }) as const),
    ...params.slice(0, 8).map((key) => ({ of: "param", key }) as const),
  ];
}

/** Sorting by a column: one way, the other way, not at all; beside the others or instead of them. */
export function nextSort(sort: readonly RunsSort[], column: RunsColumn, isAdded: boolean): RunsSort[] {
  const id = columnId(column);
  const known = sort.find((one) => columnId(one.column) === id);
  const next =
    known === undefined
      ? [{ column, descending: isNumeric(column) }]
      : known.descending === isNumeric(column)
        ? [{ column, descending: !known.descending }]
        : [];
  if (!isAdded) return next;
  if (known === undefined) return [...sort, ...next];
  return sort.flatMap((one) => (one === known ? next : [one]));
}

/** A cell's text. Numbers have four digits; the whole one is its title. */
export function cellText(column: RunsColumn, value: RunsTableRow["cells"][number]): string {
  if (value === null) return "";
  if (column.of === "attribute" && column.name === "start_time") return minuteText(Number(value));
  if (column.of === "attribute" && column.name === "duration") return formatDuration(1000 * Number(value));
  if (column.of === "attribute" && column.name === "commit") return String(value).slice(0, 8);
  return column.of === "metric" && isMetricValue(value) ? formatNumber(value) : String(value);
}

/** `2026-01-31 14:30`, in this machine's time zone: it sorts as it reads, and is what a query takes. */
function minuteText(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

const isMetricValue = (value: string | number): value is MetricValue =>
  typeof value === "number" || value === "NaN" || value === "Infinity" || value === "-Infinity";

/** The same columns, of which two have changed places. */
export function exchanged(columns: readonly RunsColumn[], one: RunsColumn, other: RunsColumn): RunsColumn[] {
  const [a, b] = [columnId(one), columnId(other)];
  return columns.map((column) => {
    const id = columnId(column);
    return id === a ? other : id === b ? one : column;
  });
}
