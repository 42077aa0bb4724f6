import { html, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { type Completions, completeQuery, type QueryNames } from "../../src/protocol/query/completeQuery.ts";
import { icon } from "../kit/icon.ts";
import { data, LightElement } from "../kit/lightElement.ts";

/** A field for a query, which offers how it may go on. */
export class QueryField extends LightElement {
  static override properties = { value: data, names: data, isWrong: data, onApply: data, offered: data, chosen: data };
  declare value: string;
  declare names: QueryNames;
  declare isWrong: boolean;
  declare onApply: (query: string) => void;
  /** Null while nothing is offered. */
  declare private offered: Completions | null;
  declare private chosen: number;

  readonly #input = createRef<HTMLInputElement>();

  constructor() {
    super();
    this.value = "";
    this.names = { metrics: [], params: [], tags: [] };
    this.isWrong = false;
    this.onApply = () => undefined;
    this.offered = null;
    this.chosen = 0;
  }

  readonly #offer = (): void => {
    const input = this.#input.value;
    if (input === undefined) return;
    const found = completeQuery(input.value, input.selectionStart ?? input.value.length, this.names);
    this.offered = found.items.length === 0 ? null : found;
    this.chosen = 0;
  };

  readonly #close = (): void => {
    this.offered = null;
  };

  #take(index: number): void {
    const input = this.#input.value;
    const item = this.offered?.items[index];
    if (input === undefined || this.offered === null || item === undefined) return;
    const { from, to } = this.offered;
    // A function goes on with its metric.
    const text = item.text.endsWith("(") ? item.text : `${item.text} `;
    input.setRangeText(text, from, to, "end");
    input.focus();
    this.#close();
    if (item.kind === "function") this.#offer();
  }

  readonly #keyDown = (event: KeyboardEvent): void => {
    const count = this.offered?.items.length ?? 0;
    if (event.key === "Escape" && count > 0) this.#close();
    else if (event.key === " " && event.ctrlKey) this.#offer();
    else if (count > 0 && event.key === "ArrowDown") this.chosen = (this.chosen + 1) % count;
    else if (count > 0 && event.key === "ArrowUp") this.chosen = (this.chosen + count - 1) % count;
    else if (count > 0 && event.key === "Tab") this.#take(this.chosen);
    else if (event.key === "Enter") {
      this.#close();
      this.#apply();
    } else return;
    event.preventDefault();
  };

  readonly #apply = (): void => {
    const query = this.#input.value?.value ?? "";
    if (query !== this.value) this.onApply(query);
  };

  protected override render(): TemplateResult {
    const items = this.offered?.items ?? [];
    return html`<div class="runs-filter">
      ${icon("filter")}
      <input
        type="text"
        class=${this.isWrong ? "wrong" : ""}
        role="combobox"
        spellcheck="false"
        autocomplete="off"
        aria-label="Filter runs: words of the name, or a query"
        aria-expanded=${items.length > 0}
        aria-controls="query-offers"
        aria-autocomplete="list"
        aria-activedescendant=${items.length > 0 ? `query-offer-${this.chosen}` : ""}
        aria-invalid=${this.isWrong}
        placeholder="words of the name, or a query: best(loss) &lt; 0.5 AND params.lr &lt; 0.1"
        title="Enter applies it. Ctrl+Space offers how it may go on, Tab takes an offer."
        data-testid="runs-filter"
        .value=${this.value}
        ${ref(this.#input)}
        @input=${this.#offer}
        @keydown=${this.#keyDown}
        @change=${this.#apply}
        @blur=${this.#close}
      />
      ${
        items.length === 0
          ? null
          : html`<ul class="query-offers" id="query-offers" role="listbox" aria-label="How it may go on" data-testid="query-offers">
              ${items.map(
                ({ text, kind }, index) => html`<li
                  id=${`query-offer-${index}`}
                  role="option"
                  aria-selected=${index === this.chosen}
                  @pointerdown=${(event: Event) => {
                    event.preventDefault();
                    this.#take(index);
                  }}
                ><span class="cut">${text}</span><span class="muted">${kind}</span></li>`,
              )}
            </ul>`
      }
    </div>`;
  }
}

customElements.define("tidemark-query-field", QueryField);
