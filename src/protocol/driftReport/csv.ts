import { csvCell } from "../csvCell.ts";
import type { DriftColumn, DriftReport } from "../driftEntities.ts";

type Figure = string | number | null | undefined;

/** One line for each column that was compared, in the report's order, numbers in full precision. */
export function driftCsv({ reference, current, columns }: DriftReport): string {
  const share = (count: number, rows: number): number | null => (rows === 0 ? null : count / rows);
  const figures: readonly (readonly [string, (column: DriftColumn) => Figure])[] = [
    ["column", ({ name }) => name],
    ["role", ({ role }) => role],
    ["type", ({ type }) => type],
    ["verdict", ({ verdict }) => verdict],
    ["decided_by", ({ aspects: [first] }) => first?.of],
    ["test", ({ aspects: [first] }) => first?.test],
    ["effect_name", ({ aspects: [first] }) => first?.effectName],
    ["effect", ({ aspects: [first] }) => first?.effect],
    ["minimum_effect", ({ aspects: [first] }) => first?.minimumEffect],
    ["detectable_effect", ({ aspects: [first] }) => first?.detectable],
    ["p", ({ aspects: [first] }) => first?.p],
    ["adjusted_p", ({ aspects: [first] }) => first?.adjustedP],
    ["rows_before", () => reference.rows],
    ["rows_now", () => current.rows],
    ["missing_before", ({ missing }) => missing.reference],
    ["missing_now", ({ missing }) => missing.current],
    ["missing_share_before", ({ missing }) => share(missing.reference, reference.rows)],
    ["missing_share_now", ({ missing }) => share(missing.current, current.rows)],
    ["categories_new", ({ categories }) => categories?.appearedCount],
    ["categories_gone", ({ categories }) => categories?.vanishedCount],
  ];
  const measures = [...new Set(columns.flatMap((column) => column.measures.map(({ name }) => name)))];
  const lines = [
    [...figures.map(([name]) => name), ...measures],
    ...columns.map((column) => [
      ...figures.map(([, of]) => String(of(column) ?? "")),
      ...measures.map((name) => String(column.measures.find((measure) => measure.name === name)?.value ?? "")),
    ]),
  ];
  return lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}
