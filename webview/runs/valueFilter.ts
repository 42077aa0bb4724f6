import { html, type PropertyValues, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import { type Common, narrowed } from "../../src/protocol/query/narrowed.ts";
import type { RunsPageContract } from "../../src/protocol/runsPageContract.ts";
import type { RunsColumn } from "../../src/protocol/runsTableRequests.ts";
import { iconButton } from "../kit/icon.ts";
import { inlineStyle } from "../kit/inlineStyle.ts";
import { data, LightElement } from "../kit/lightElement.ts";
import { plotted } from "./charts/plotted.ts";
import { columnId, columnLabel } from "./columns.ts";
import { type ValueGroup, valueGroups } from "./valueGroups.ts";

interface Found {
  readonly groups: readonly ValueGroup[];
  readonly runs: number;
  readonly total: number;
}

/** How a column's values are distributed over the runs in sight; each part of them narrows the filter. */
export class ValueFilter extends LightElement {
  static override properties = { host: data, experimentId: data, filter: data, column: data, found: { state: true } };
  declare host: Caller<RunsPageContract>;
  declare experimentId: string;
  declare filter: string;
  declare column: RunsColumn;
  declare onNarrow: (filter: string) => void;
  declare onClose: () => void;
  declare onError: (error: unknown) => void;
  declare private found: Found | null;
  #work = new AbortController();

  constructor() {
    super();
    this.found = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#work.abort();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get("column");
    const isOther = changed.has("column") && (before === undefined || columnId(before) !== columnId(this.column));
    if (isOther || changed.has("filter")) void this.#load();
  }

  protected override firstUpdated(): void {
    this.querySelector("button")?.focus();
  }

  async #load(): Promise<void> {
    this.#work.abort();
    const work = new AbortController();
    this.#work = work;
    const { experimentId, filter, column } = this;
    try {
      const points = await this.host.request("runs/points", { experimentId, filter, columns: [column] }, work.signal);
      const dimension = plotted(points, [column]).dimension(column);
      if (work.signal.aborted || dimension === undefined) return;
      this.found = { groups: valueGroups(dimension), runs: points.runs.length, total: points.total };
    } catch (error) {
      if (!work.signal.aborted) this.onError(error);
    }
  }

  readonly #keyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.onClose();
  };

  protected override render(): TemplateResult {
    const label = columnLabel(this.column);
    return html`<aside class="value-filter" role="dialog" aria-label=${`Filter by ${label}`} data-testid="value-filter" @keydown=${this.#keyDown}>
      <div class="value-head"><h2 class="cut">${label}</h2>${iconButton("close", "Close", this.onClose, { testId: "value-close" })}</div>
      ${this.found === null ? html`<p class="muted">Loading…</p>` : this.#groups(this.found)}
    </aside>`;
  }

  #groups({ groups, runs, total }: Found): TemplateResult {
    const most = Math.max(1, ...groups.map((group) => group.runs));
    return html`<ul>${groups.map(({ label, runs: own, common }) => {
      const bar = html`<span class="cut" title=${label}>${label}</span> <span class="value-bar" ${inlineStyle({ "--part": String(own / most) })}></span> <span class="number">${own.toLocaleString("en")}</span>`;
      return html`<li>${common === null ? html`<div class="value-group">${bar}</div>` : this.#choice(label, common, bar)}</li>`;
    })}</ul>
      ${runs < total ? html`<p class="muted">Of the newest ${runs.toLocaleString("en")} of ${total.toLocaleString("en")} runs.</p>` : null}`;
  }

  #choice(label: string, common: Common, bar: TemplateResult): TemplateResult {
    return html`<button type="button" class="value-group" title=${`Show only runs with ${columnLabel(this.column)} ${label}`} data-testid="value-group"
      @click=${() => this.onNarrow(narrowed(this.filter, [common]))}>${bar}</button>`;
  }
}

customElements.define("tidemark-value-filter", ValueFilter);
