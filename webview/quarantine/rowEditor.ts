import { html, type TemplateResult } from "lit";
import { button } from "../kit/controls.ts";
import { messageOf } from "../kit/notice.ts";

/** A row that is being edited. */
export interface Draft {
  readonly id: string;
  /** JSON, or what is on its way to be. */
  readonly text: string;
}

interface RowEditorOptions {
  readonly busy: boolean;
  readonly onInput: (text: string) => void;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

/** What keeps a text from being a row; null when nothing does. */
export function rowFault(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    const isRow = typeof value === "object" && value !== null && !Array.isArray(value);
    return isRow ? null : 'A row is one JSON object such as {"column": "value"}.';
  } catch (error) {
    return `No JSON yet: ${messageOf(error)}`;
  }
}

/** A field for a row's JSON: Ctrl or Cmd with Enter saves, Escape leaves it. */
export function rowEditor({ text }: Draft, { busy, onInput, onSave, onCancel }: RowEditorOptions): TemplateResult {
  const fault = rowFault(text);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onCancel();
    if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (fault === null && !busy) onSave();
  };
  return html`<div class="row-editor">
    <textarea
      class="field"
      rows="4"
      spellcheck="false"
      aria-label="Row as JSON"
      aria-invalid=${fault === null ? "false" : "true"}
      data-testid="row-field"
      .value=${text}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLTextAreaElement) onInput(event.target.value);
      }}
      @keydown=${onKey}
    ></textarea>
    <span class="editing-buttons">
      ${button("Save", onSave, { disabled: busy || fault !== null, testId: "row-save" })}
      ${button("Cancel", onCancel, { secondary: true, testId: "row-cancel" })}
      <span class="error-text" role="status">${fault}</span>
    </span>
  </div>`;
}
