import { html, type TemplateResult } from "lit";
import { isAddress } from "../../src/protocol/address.ts";
import type { CheckSeverity } from "../../src/protocol/checkEntities.ts";
import type { FailingRow, FailingRows } from "../../src/protocol/checkRequests.ts";
import type { DatasetVersionDetail, RecordedOutcome } from "../../src/protocol/datasetEntities.ts";
import { button, checkbox, select } from "../kit/controls.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import { icon } from "../kit/icon.ts";
import { emptyState } from "../kit/notice.ts";
import type { DatasetActions } from "./datasetHeader.ts";

/** The rows that fail a check; null until they are there. */
export interface RowsShown {
  readonly check: string;
  readonly found: FailingRows | null;
  readonly failure: string | null;
}

interface ChecksDeps extends DatasetActions {
  /** Failing rows are those that the data set holds now. */
  readonly isLatest: boolean;
  readonly showsAll: boolean;
  readonly rows: RowsShown | null;
  readonly showAll: (all: boolean) => void;
  /** Of which severity checks are shown; null for all. */
  readonly severity: CheckSeverity | null;
  readonly showSeverity: (severity: CheckSeverity | null) => void;
  readonly infer: () => void;
  readonly showRows: (check: string) => void;
  readonly hideRows: () => void;
  readonly more: (rows: RowsShown) => void;
}

const order: readonly RecordedOutcome["state"][] = ["failed", "couldNotRun", "skipped", "passed"];
const severities: readonly RecordedOutcome["severity"][] = ["error", "warning", "information"];

const severityOptions = [
  { value: "all", label: "All severities" },
  { value: "error", label: "Errors" },
  { value: "warning", label: "Warnings" },
  { value: "information", label: "Information" },
] as const;

/** What checking the version came to, what fails first. */
export function checksSection({ check, version }: DatasetVersionDetail, deps: ChecksDeps): TemplateResult {
  if (check === null)
    return html`<section class="part"><h2>Checks</h2>${emptyState("This version was not checked.")}</section>`;
  const { outcomes, counts } = check;
  const told = outcomes.filter(({ state }) => state === "failed" || state === "couldNotRun");
  const isShown = ({ severity }: RecordedOutcome): boolean => deps.severity === null || severity === deps.severity;
  const shown = (deps.showsAll ? outcomes : told)
    .filter(isShown)
    .sort(
      (a, b) =>
        order.indexOf(a.state) - order.indexOf(b.state) ||
        severities.indexOf(a.severity) - severities.indexOf(b.severity),
    );
  const hidden = told.filter((outcome) => !isShown(outcome)).length;
  const words = [
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.couldNotRun > 0 ? [`${counts.couldNotRun} could not run`] : []),
    ...(counts.passed > 0 ? [`${counts.passed} passed`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
  ];
  const isGood = told.length === 0;
  return html`<section class="part" data-testid="dataset-checks">
    <h2>Checks</h2>
    <div class="toolbar">
      <span class=${isGood ? "good" : "bad"} data-testid="check-words">${icon(isGood ? "pass" : "error")} ${outcomes.length === 0 ? "nothing is promised" : words.join(", ")}</span>
      ${
        outcomes.length === 0
          ? button("Infer contract…", deps.infer, { secondary: true, testId: "dataset-infer" })
          : select(
              "Severity",
              deps.severity ?? "all",
              severityOptions,
              (chosen) => deps.showSeverity(chosen === "all" ? null : chosen),
              "check-severity",
            )
      }
      ${outcomes.length > told.length ? checkbox("Show all", deps.showsAll, deps.showAll, "show-all") : null}
    </div>
    ${shown.map((outcome) => outcomeLine(outcome, version.dataset, deps))}
    ${hidden > 0 ? html`<div class="muted" data-testid="checks-hidden">${hidden === 1 ? "1 check" : `${hidden} checks`} that failed or could not run ${hidden === 1 ? "has" : "have"} another severity.</div>` : null}
  </section>`;
}

function outcomeLine(outcome: RecordedOutcome, dataset: string, deps: ChecksDeps): TemplateResult {
  const { id, state, severity, message, failing } = outcome;
  const label = id.startsWith(`${dataset}/`) ? id.slice(dataset.length + 1).replace(/^(columns|checks)\//, "") : id;
  const isOpen = deps.rows?.check === id;
  const hasRows = deps.isLatest && state === "failed" && failing !== null && failing > 0;
  return html`<div class="outcome" data-testid="outcome" data-check=${id}>
    <div class="outcome-head">
      ${icon(iconOf(outcome), state === "couldNotRun" ? "could not run" : state === "failed" ? severity : state)}
      <span class="strong cut">${label}</span>
      <span class="muted">${shareOf(outcome)}</span>
      ${
        hasRows
          ? html`<button type="button" class="link" aria-expanded=${isOpen} data-testid="show-rows" @click=${() => (isOpen ? deps.hideRows() : deps.showRows(id))}>${isOpen ? "Hide rows" : "Show rows"}</button>`
          : null
      }
    </div>
    ${state === "passed" ? null : html`<div class="outcome-words wrap">${message}</div>`}
    ${isOpen && deps.rows !== null ? failingRows(deps.rows, outcome, deps) : null}
  </div>`;
}

const iconOf = ({ state, severity }: RecordedOutcome): string => {
  if (state === "passed") return "pass";
  if (state === "skipped") return "circle-slash";
  if (state === "couldNotRun" || severity === "error") return "error";
  return severity === "warning" ? "warning" : "info";
};

/** "3 of 1,000 (0.3 %), 10 are tolerated" */
function shareOf({ failing, rows, tolerated, state }: RecordedOutcome): string {
  if (failing === null || state === "passed") return "";
  const number = (count: number): string => count.toLocaleString("en");
  const share = rows === null || rows === 0 ? "" : ` of ${number(rows)} (${percent(failing / rows)})`;
  const allowed = tolerated === null || tolerated === 0 ? "" : `, ${number(tolerated)} tolerated`;
  return `${number(failing)}${share}${allowed}`;
}

const percent = (share: number): string => `${(100 * share).toLocaleString("en", { maximumSignificantDigits: 2 })} %`;

function failingRows(shown: RowsShown, outcome: RecordedOutcome, deps: ChecksDeps): TemplateResult {
  const { found, failure } = shown;
  if (failure !== null) return html`<div class="error-text" role="alert">${failure}</div>`;
  if (found === null) return html`<div class="muted" role="status">Looking for the rows…</div>`;
  const column = found.columns.indexOf(outcome.column ?? "");
  const columns: Column<FailingRow & { readonly key: string }>[] = [
    {
      id: "record",
      label: "Row",
      numeric: true,
      cell: ({ record, file, range }) =>
        file === null || record === null
          ? ""
          : isAddress(file)
            ? record.toLocaleString("en")
            : html`<button type="button" class="link" title="Go to it in the file" data-testid="go-to-row" @click=${() => deps.run(() => deps.host.request("page/openFile", { path: file, range, record }))}>${record.toLocaleString("en")}</button>`,
    },
    ...found.columns.map((name, at) => ({
      id: name,
      label: name,
      cell: ({ values }: FailingRow) =>
        values[at] === null || values[at] === undefined ? html`<span class="muted">null</span>` : values[at],
      cellTitle: ({ values }: FailingRow) => values[at] ?? undefined,
      cellClass: () => (at === column ? "failing-value" : ""),
    })),
  ];
  const rows = found.rows.map((row, at) => ({ ...row, key: String(at) }));
  return html`<div class="failing-rows" data-testid="failing-rows">
    ${dataTable({
      caption: `Rows that fail ${outcome.id}`,
      columns,
      rows,
      key: ({ key }) => key,
      sort: null,
      onSort: () => undefined,
      testId: "failing-rows-table",
    })}
    <div class="toolbar">
      <span class="muted">${rows.length.toLocaleString("en")} of ${found.total.toLocaleString("en")}, as the files are now</span>
      ${rows.length < found.total ? button("Show more", () => deps.more(shown), { secondary: true }) : null}
    </div>
  </div>`;
}
