import { html, type TemplateResult } from "lit";
import type { EvaluationResult, EvaluationWorst } from "../../src/protocol/evaluationEntities.ts";
import type { ShownEvaluation } from "../../src/protocol/evaluationPageContract.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";

interface RowsOptions {
  /** Leads to a row in the table of its file; undefined where the numbers are not those of one file's rows. */
  readonly onRow: ((row: number) => void) | undefined;
}

/** The only file whose rows are numbered as they stand there; undefined where rows are chosen from it or from several. */
export function numberedFile(
  { data }: Pick<EvaluationResult, "data">,
  shown: ShownEvaluation | null,
): string | undefined {
  const [file, second] = data.files;
  const side = shown?.question.data;
  if (file === undefined || second !== undefined || side === undefined) return undefined;
  const isPart =
    side.window !== undefined || side.where !== undefined || ("part" in side.of && side.of.part !== undefined);
  // Copies of versions are files, too, but nobody looks for rows there.
  return isPart || "version" in side.of ? undefined : file;
}

const orders: Readonly<Record<EvaluationResult["task"], string>> = {
  binary: "wrong, the surest first",
  multiclass: "wrong, the surest first",
  multilabel: "the most wrong labels first",
  regression: "the farthest from what is true first",
  ranking: "the lowest NDCG first, each by its first row",
  similarity: "the farthest apart first, both counted in deviations",
};

/** The rows that were answered worst. */
export function worstSection({ worst, task }: EvaluationResult, options: RowsOptions): TemplateResult | null {
  if (worst.length === 0) return null;
  return html`<section>
    <h2>${task === "ranking" ? "Worst groups" : "Worst rows"} <span class="muted">${orders[task]}</span></h2>
    ${rowsTable("Rows that were answered worst", worst, options, "evaluation-worst")}
  </section>`;
}

/** Rows that one model answers right and the other does not. */
export function disagreementSection(
  { disagreement, model, baselines }: EvaluationResult,
  options: RowsOptions,
): TemplateResult | null {
  const other = baselines.find(({ file }) => file !== undefined);
  if (disagreement === null || other === undefined) return null;
  const { bothRight, onlyModel, onlyOther, bothWrong, rows } = disagreement;
  const count = (number: number): string => number.toLocaleString("en");
  const apart = onlyModel + onlyOther;
  return html`<section data-testid="evaluation-disagreement">
    <h2>Where both models differ</h2>
    <p>${count(bothRight)} rows are right by both, ${count(onlyModel)} by ${model.name} alone, ${count(onlyOther)} by ${other.name} alone, ${count(bothWrong)} by neither.</p>
    ${rows.length === 0 ? null : rowsTable("Rows that one of both answers right", rows, options, "evaluation-apart")}
    ${apart > rows.length ? html`<p class="muted">The first ${rows.length} of ${count(apart)} are shown; saved predictions hold all.</p>` : null}
  </section>`;
}

function rowsTable(
  caption: string,
  rows: readonly EvaluationWorst[],
  { onRow }: RowsOptions,
  testId: string,
): TemplateResult {
  const names = Object.keys(rows[0]?.values ?? {});
  const columns: Column<EvaluationWorst>[] = [
    {
      id: "row",
      label: "Row",
      numeric: true,
      cell: ({ row }) =>
        onRow === undefined
          ? row.toLocaleString("en")
          : html`<button type="button" class="link" title="Show it in the table" @click=${() => onRow(row)}>${row.toLocaleString("en")}</button>`,
    },
    ...names.map((name) => ({
      id: name,
      label: name.replaceAll("_", " "),
      numeric: typeof rows[0]?.values[name] === "number",
      cell: ({ values }: EvaluationWorst) => valueWords(values[name]),
    })),
  ];
  return html`<div class="telling-rows">${dataTable({
    caption,
    columns,
    rows,
    key: ({ row }) => String(row),
    sort: null,
    onSort: () => undefined,
    testId,
  })}</div>`;
}

const valueWords = (value: string | number | boolean | null | undefined): string => {
  if (value === null || value === undefined) return "–";
  return typeof value === "number" ? formatNumber(value) : String(value);
};
