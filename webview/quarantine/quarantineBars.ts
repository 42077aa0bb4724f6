import { html, type TemplateResult } from "lit";
import { button, filterField } from "../kit/controls.ts";
import { iconButton } from "../kit/icon.ts";

/** `1 row`, `1,000 rows`. */
export const counted = (rows: number): string => `${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"}`;

interface ToolbarOptions {
  readonly of: "waiting" | "discarded";
  /** Rows that the search finds, those that are selected, and those that can be restored. */
  readonly total: number;
  readonly chosen: number;
  readonly discarded: number;
  readonly busy: boolean;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly onReplay: () => void;
  readonly onDiscard: () => void;
  readonly onRestore: () => void;
  readonly onRefresh: () => void;
  readonly onShow: (of: "waiting" | "discarded") => void;
}

/** What can be done with the rows that wait, or with those that were discarded. */
export function toolbar(options: ToolbarOptions): TemplateResult {
  const { of, total, chosen, busy } = options;
  const which = chosen > 0 ? `${chosen.toLocaleString("en")} selected` : "all";
  const disabled = busy || total === 0;
  const actions =
    of === "waiting"
      ? html`${button(`Replay ${which}`, options.onReplay, { disabled, icon: "debug-rerun", testId: "replay", title: "Check rows again and take those that pass" })}
          ${button("Discard", options.onDiscard, { secondary: true, disabled: busy || chosen === 0, icon: "trash", testId: "discard", title: "Discard the selected rows" })}`
      : button(`Restore ${which}`, options.onRestore, {
          disabled,
          icon: "discard",
          testId: "restore",
          title: "Bring rows back into quarantine",
        });
  return html`<div class="toolbar" role="toolbar" aria-label="Quarantine">
    <span data-testid="quarantine-total">${counted(total)}${of === "discarded" ? " discarded" : ""}</span>
    ${filterField("Search", options.search, options.onSearch, "quarantine-search")} ${actions} ${other(options)}
    ${button("Refresh", options.onRefresh, { secondary: true, icon: "refresh", testId: "refresh" })}
  </div>`;
}

/** The way to the rows that are not shown. */
function other({ of, discarded, busy, onShow }: ToolbarOptions): TemplateResult | null {
  if (of === "discarded") {
    return button("Show quarantine", () => onShow("waiting"), {
      secondary: true,
      disabled: busy,
      testId: "show-waiting",
    });
  }
  if (discarded === 0) return null;
  return button(`Discarded (${discarded.toLocaleString("en")})`, () => onShow("discarded"), {
    secondary: true,
    disabled: busy,
    testId: "show-discarded",
    title: "Show discarded rows, which can be restored",
  });
}

interface StatusOptions {
  /** What is done at the moment; null when nothing is. */
  readonly step: { readonly words: string; readonly share: number } | null;
  /** What the last action came to. */
  readonly said: string | null;
  /** Null where there is nothing to undo. */
  readonly onUndo: (() => void) | null;
  readonly onCancel: () => void;
}

export function statusBar({ step, said, onUndo, onCancel }: StatusOptions): TemplateResult | null {
  if (step !== null) {
    return html`<div class="toolbar" role="status">
      <progress max="1" value=${step.share} aria-label="Progress"></progress>
      <span class="muted">${step.words}…</span>
      ${button("Cancel", onCancel, { secondary: true })}
    </div>`;
  }
  if (said === null) return null;
  const undo = onUndo === null ? null : button("Undo", onUndo, { secondary: true, testId: "undo" });
  return html`<div class="toolbar" role="status"><span data-testid="quarantine-said">${said}</span>${undo}</div>`;
}

/** Null where all rows are on one page. */
export function pager(
  { total, offset, size }: { readonly total: number; readonly offset: number; readonly size: number },
  turn: (offset: number) => void,
): TemplateResult | null {
  if (total <= size) return null;
  const last = Math.min(total, offset + size);
  return html`<nav class="toolbar" aria-label="Pages">
    ${iconButton("chevron-left", "Earlier rows", () => turn(Math.max(0, offset - size)), { disabled: offset === 0, testId: "earlier" })}
    <span class="muted">${(offset + 1).toLocaleString("en")}–${last.toLocaleString("en")} of ${counted(total)}</span>
    ${iconButton("chevron-right", "Later rows", () => turn(offset + size), { disabled: last >= total, testId: "later" })}
  </nav>`;
}
