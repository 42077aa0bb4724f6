import { csvCell } from "../protocol/csvCell.ts";
import { type Comparison, fromMetricValue, type MetricSummary } from "../protocol/entities.ts";
import { formatNumber } from "../protocol/format.ts";
import { shortId } from "./runsTable.ts";
import { type Cell, table } from "./table.ts";
import { plain, type Terminal } from "./terminal.ts";

/** A line of a comparison: what one thing is in each run. */
export interface CompareRow {
  readonly section: "code" | "parameter" | "metric" | "tag";
  readonly key: string;
  /** What of a metric is shown: its best value where it is known which is better, else its last. */
  readonly which: "min" | "max" | "last" | null;
  readonly values: readonly (string | number | null)[];
  /** Indices of the runs that are best at it. */
  readonly best: readonly number[];
  readonly differs: boolean;
}

/** The rows of a comparison: what differs first. */
export function compareRows(comparison: Comparison): readonly CompareRow[] {
  const text = (section: "parameter" | "tag", of: Comparison["params"]): CompareRow[] =>
    of.map(({ key, values, differs }) => ({ section, key, which: null, values, best: [], differs }));
  const rows: CompareRow[] = [
    ...text("parameter", comparison.params),
    ...comparison.metrics.map(({ key, goal, cells, best, differs }) => ({
      section: "metric" as const,
      key,
      which: goal ?? ("last" as const),
      values: cells.map((cell) => shownValue(cell, goal ?? "last")),
      best,
      differs,
    })),
    codeRow(comparison),
    ...text("tag", comparison.tags),
  ];
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}

function shownValue(cell: MetricSummary | null, which: "min" | "max" | "last"): number | null {
  const point = cell?.[which] ?? cell?.last;
  return point === undefined ? null : fromMetricValue(point.value);
}

function codeRow({ codes }: Comparison): CompareRow {
  const values = codes.map(({ snapshot, commit }) => snapshot ?? commit);
  return { section: "code", key: "commit", which: null, values, best: [], differs: new Set(values).size > 1 };
}

/** A comparison for a terminal; the best values are starred, and green where there are colours. */
export function compareTable(comparison: Comparison, style: Terminal["style"]): string {
  const rows = compareRows(comparison);
  const columns = [
    { title: "" },
    ...comparison.runs.map(({ name }) => ({ title: plain(name), align: "right" as const, width: 28 })),
  ];
  const cells = (row: CompareRow): Cell[] => [
    labelOf(row),
    ...row.values.map((value, at) =>
      row.best.includes(at)
        ? { text: `${shown(row, value)} *`, style: (words: string) => style("good", words) }
        : shown(row, value),
    ),
  ];
  const ids: Cell[] = ["id", ...comparison.runs.map(({ id }) => shortId(id))];
  const statuses: Cell[] = ["status", ...comparison.runs.map(({ status }) => status.toLowerCase())];
  const [differing, same] = [rows.filter(({ differs }) => differs), rows.filter(({ differs }) => !differs)];
  const heading = (title: string): Cell[] => [{ text: title, style: (words) => style("strong", words) }];
  const sameRows = same.length === 0 ? [] : [[], heading("The same in all"), ...same.map(cells)];
  const differingRows = differing.length === 0 ? [] : [[], heading("Different"), ...differing.map(cells)];
  return table(columns, [ids, statuses, ...differingRows, ...sameRows]);
}

/** A comparison as a Markdown table, the best values bold. */
export function compareMarkdown(comparison: Comparison): string {
  const cell = (text: string): string =>
    plain(text)
      .replace(/[\\|<>*_`[\]]/g, "\\$&")
      .trim();
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  const rows = compareRows(comparison).map((row) =>
    line([
      cell(labelOf(row)),
      ...row.values.map((value, at) =>
        row.best.includes(at) ? `**${cell(shown(row, value))}**` : cell(shown(row, value)),
      ),
    ]),
  );
  const names = comparison.runs.map(({ name }) => cell(name));
  return [line(["", ...names]), line(["---", ...names.map(() => "---:")]), ...rows].join("");
}

/** A comparison as CSV with every digit; text that a spreadsheet would take for a formula is quoted as text. */
export function compareCsv(comparison: Comparison): string {
  const field = (value: string | number | null): string => (value === null ? "" : csvCell(String(value)));
  const head = ["kind", "key", "value", ...comparison.runs.map(({ name }) => name)];
  const rows = compareRows(comparison).map(({ section, key, which, values }) => [section, key, which ?? "", ...values]);
  return [head, ["run", "id", "", ...comparison.runs.map(({ id }) => id)], ...rows]
    .map((cells) => `${cells.map(field).join(",")}\r\n`)
    .join("");
}

const labelOf = ({ key, which, section }: CompareRow): string =>
  which !== null ? `${key} (${which})` : section === "code" ? "code" : key;

function shown({ section }: CompareRow, value: string | number | null): string {
  if (value === null) return "–";
  if (typeof value === "number") return Number.isFinite(value) ? formatNumber(value) : String(value);
  return section === "code" ? value.slice(0, 10) : value;
}
