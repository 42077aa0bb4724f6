import type { Connection } from "./connection.ts";
import { type RunSelection, selectionSql } from "./runQuery.ts";
import { cellSql, type TableColumn } from "./runsTable.ts";
import { joined, sql } from "./sql.ts";

export interface GroupQuery extends RunSelection {
  /** What runs of a group have in common. */
  readonly by: readonly TableColumn[];
  /** Numbers of each run. */
  readonly columns: readonly TableColumn[];
  /** So many groups are told. */
  readonly most: number;
}

export interface RunGroup {
  readonly values: readonly (string | number | null)[];
  readonly runs: number;
  /** By column the finite numbers of its runs. */
  readonly numbers: readonly (readonly number[])[];
}

/** Runs by what they have in common, the largest groups first, and how many groups there are. */
export function runGroups(
  db: Connection,
  { by, columns, most, ...selection }: GroupQuery,
): { readonly groups: readonly RunGroup[]; readonly all: number } {
  const { text, values } = joined(
    [sql("SELECT"), joined([...by, ...columns].map(cellSql), ", "), sql("FROM run WHERE"), selectionSql(selection)],
    " ",
  );
  const groups = new Map<string, { values: (string | number | null)[]; runs: number; numbers: number[][] }>();
  const rows = db
    .prepare<unknown[], (string | number | null)[]>(text)
    .raw()
    .iterate(...values);
  for (const row of rows) {
    const common = row.slice(0, by.length);
    const key = JSON.stringify(common);
    const group = groups.get(key) ?? { values: common, runs: 0, numbers: columns.map(() => []) };
    groups.set(key, group);
    group.runs += 1;
    for (const [place, numbers] of group.numbers.entries()) {
      const value = row[by.length + place];
      if (typeof value === "number" && Number.isFinite(value)) numbers.push(value);
    }
  }
  const largest = [...groups.values()].sort((a, b) => b.runs - a.runs).slice(0, most);
  return { groups: largest, all: groups.size };
}
