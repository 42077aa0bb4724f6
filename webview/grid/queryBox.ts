import "@vscode-elements/elements/dist/vscode-button/index.js";
import { html, type TemplateResult } from "lit";

/** Where a query over the file's rows is written; Ctrl+Enter runs it. */
export const queryBox = (
  draft: string,
  { edit, run }: { readonly edit: (text: string) => void; readonly run: (text: string) => void },
): TemplateResult => {
  const textOf = (from: EventTarget | null): string =>
    from instanceof Element ? (from.closest(".grid-query")?.querySelector("textarea")?.value ?? "") : "";
  return html`<div class="grid-query">
    <textarea
      spellcheck="false"
      aria-label="SQL over the table data; Ctrl+Enter runs it"
      data-testid="grid-query"
      .value=${draft}
      @input=${(event: Event) => edit(textOf(event.target))}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(textOf(event.target));
      }}
    ></textarea>
    <vscode-button data-testid="grid-run" @click=${(event: Event) => run(textOf(event.target))}>Run</vscode-button>
  </div>`;
};
