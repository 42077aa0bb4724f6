import { html, type TemplateResult } from "lit";
import { formatAge } from "../../src/protocol/format.ts";
import type { QuarantinedRow } from "../../src/protocol/ingestRequests.ts";
import { checkbox } from "../kit/controls.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import { iconButton } from "../kit/icon.ts";
import { type Draft, rowEditor } from "./rowEditor.ts";

/** Characters of a row that are shown. */
const mostShown = 400;

interface QuarantineTableOptions {
  readonly caption: string;
  readonly rows: readonly QuarantinedRow[];
  /** How many rows come before these. */
  readonly offset: number;
  readonly chosen: ReadonlySet<string>;
  readonly choose: (ids: readonly string[], chosen: boolean) => void;
  /** Null where rows can't be edited. */
  readonly editing: {
    readonly draft: Draft | null;
    readonly busy: boolean;
    readonly edit: (draft: Draft | null) => void;
    readonly save: () => void;
  } | null;
}

/** Rows that were not taken, and why. */
export function quarantineTable({ caption, rows, ...options }: QuarantineTableOptions): TemplateResult {
  return dataTable({
    caption,
    columns: columns(rows, options),
    rows,
    key: ({ id }) => id,
    sort: null,
    onSort: () => undefined,
    rowClass: ({ id }) => (options.chosen.has(id) ? "selected" : ""),
    testId: "quarantine-rows",
  });
}

function columns(
  rows: readonly QuarantinedRow[],
  { offset, chosen, choose, editing }: Omit<QuarantineTableOptions, "caption" | "rows">,
): readonly Column<QuarantinedRow>[] {
  const now = Date.now();
  const ids = rows.map(({ id }) => id);
  const numbers = new Map(ids.map((id, at) => [id, (offset + at + 1).toLocaleString("en")]));
  const all = ids.every((id) => chosen.has(id));
  return [
    {
      id: "at",
      label: "Came",
      header: checkbox("Came", all, (on) => choose(ids, on), "choose-page", "Select all rows in sight. "),
      title: "All rows in sight",
      cell: ({ id, at }) =>
        checkbox(
          formatAge(at, now),
          chosen.has(id),
          (on) => choose([id], on),
          "choose-row",
          `Select row ${numbers.get(id)}, which came `,
        ),
      cellTitle: ({ at }) => new Date(at).toLocaleString(),
    },
    {
      id: "row",
      label: "Row",
      cellClass: () => "quarantine-cell",
      cell: (row) => rowCell(row, numbers.get(row.id) ?? "", editing),
    },
    {
      id: "reasons",
      label: "Why it was not taken",
      cellClass: () => "reasons",
      cell: ({ reasons }) =>
        reasons.length === 0 ? "Passes now." : reasons.map(({ message }) => html`<div>${message}</div>`),
    },
  ];
}

function rowCell(
  { id, row }: QuarantinedRow,
  number: string,
  editing: QuarantineTableOptions["editing"],
): TemplateResult {
  const shown = row.length > mostShown ? `${row.slice(0, mostShown)}…` : row;
  if (editing === null) return html`<div class="quarantine-row"><code>${shown}</code></div>`;
  const { draft, busy, edit, save } = editing;
  if (draft?.id === id) {
    return rowEditor(draft, {
      busy,
      onInput: (text) => edit({ id, text }),
      onSave: save,
      onCancel: () => edit(null),
    });
  }
  const begin = (): void => edit({ id, text: row });
  return html`<div class="quarantine-row">
    ${iconButton("edit", `Edit row ${number}`, begin, { testId: "edit-row", disabled: busy })}<code>${shown}</code>
  </div>`;
}
