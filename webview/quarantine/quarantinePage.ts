import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import { formatAge } from "../../src/protocol/format.ts";
import type { QuarantinedRow } from "../../src/protocol/ingestRequests.ts";
import type { QuarantinePageContract } from "../../src/protocol/quarantinePageContract.ts";
import { button, checkbox, filterField } from "../kit/controls.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { iconButton } from "../kit/icon.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { emptyState } from "../kit/notice.ts";
import type { QuarantineMemory } from "./quarantineMemory.ts";
import { type Draft, rowEditor } from "./rowEditor.ts";

const pageSize = 100;
/** Rows that are asked for, replayed or discarded by one request. */
const together = 1000;
/** Characters of a row that are shown. */
const mostShown = 400;

const counted = (rows: number): string => `${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"}`;

/** The rows of a data set that were not taken: to see why, mend and replay them, or discard them. */
export class QuarantinePage extends LivePage<QuarantineMemory> {
  static override properties = {
    ...LivePage.properties,
    page: data,
    draft: data,
    chosen: data,
    step: data,
    said: data,
    discarded: data,
  };
  /** The rows in sight; null before the first answer. */
  declare private page: { readonly total: number; readonly rows: readonly QuarantinedRow[] } | null;
  declare private draft: Draft | null;
  declare private chosen: ReadonlySet<string>;
  /** What is done at the moment; null when nothing is. */
  declare private step: { readonly words: string; readonly share: number } | null;
  /** What the last action came to. */
  declare private said: string | null;
  /** What Undo brings back. */
  declare private discarded: readonly string[];

  readonly #host: Caller<QuarantinePageContract>;
  #dataset = "";
  #offset = 0;
  #focused: string | undefined;
  #looking = new AbortController();
  #stopped = false;

  constructor({ host, memory }: { host: Caller<QuarantinePageContract>; memory: PageMemory<QuarantineMemory> }) {
    super(memory);
    this.#host = host;
    this.page = null;
    this.draft = null;
    this.chosen = new Set();
    this.step = null;
    this.said = null;
    this.discarded = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected) this.#look();
    });
    this.act(async () => {
      const { dataset } = await this.#host.request("page/ready", {});
      this.#dataset = dataset;
      this.memory.update({ dataset });
      this.#look();
    });
  }

  protected override get hasContent(): boolean {
    return this.page !== null;
  }

  /** A field that has just come gets the focus, once. */
  protected override updated(): void {
    if (this.draft?.id === this.#focused) return;
    this.#focused = this.draft?.id;
    this.querySelector<HTMLTextAreaElement>(".row-editor textarea")?.focus();
  }

  readonly #look = (): void => {
    this.#looking.abort();
    this.#looking = new AbortController();
    const { signal } = this.#looking;
    this.act(async () => {
      try {
        const page = await this.#list(this.#offset, pageSize, signal);
        if (signal.aborted) return;
        this.page = page;
        // The last rows of the last page may have gone.
        if (page.rows.length > 0 || this.#offset === 0) return;
        this.#turn(Math.max(0, Math.ceil(page.total / pageSize) - 1) * pageSize);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    });
  };

  #list(offset: number, limit: number, signal?: AbortSignal) {
    const { search } = this.memory.value;
    return this.#host.request("quarantine/list", { dataset: this.#dataset, search, offset, limit }, signal);
  }

  #turn(offset: number): void {
    this.#offset = offset;
    this.#look();
  }

  /** The ids of all rows that the search finds. */
  async #all(): Promise<string[]> {
    const ids: string[] = [];
    for (;;) {
      const { rows, total } = await this.#list(ids.length, together);
      ids.push(...rows.map(({ id }) => id));
      if (rows.length === 0 || ids.length >= total) return ids;
    }
  }

  /** Does something with rows, some at a time; stops where Cancel is pressed or something fails. */
  async #each(words: string, ids: readonly string[], work: (part: string[]) => Promise<unknown>): Promise<void> {
    this.failure = null;
    this.said = null;
    this.#stopped = false;
    try {
      for (let at = 0; at < ids.length && !this.#stopped; at += together) {
        this.step = { words, share: at / ids.length };
        await work(ids.slice(at, at + together));
      }
    } finally {
      this.step = null;
      this.chosen = new Set();
      this.#look();
    }
  }

  readonly #replay = async (ids: readonly string[]): Promise<void> => {
    let [taken, left] = [0, 0];
    await this.#each("Checking rows again", ids, async (part) => {
      const { accepted, remaining } = await this.#host.request("quarantine/replay", {
        dataset: this.#dataset,
        ids: part,
      });
      taken += accepted;
      left += remaining;
    });
    this.said = `${counted(taken)} taken, ${left.toLocaleString("en")} still in quarantine.`;
  };

  readonly #discard = async (ids: readonly string[]): Promise<void> => {
    this.discarded = [];
    await this.#each("Discarding rows", ids, async (part) => {
      await this.#host.request("quarantine/discard", { dataset: this.#dataset, ids: part });
      this.discarded = [...this.discarded, ...part];
    });
    this.said = `${counted(this.discarded.length)} discarded.`;
  };

  readonly #undo = async (): Promise<void> => {
    const ids = this.discarded;
    await this.#each("Bringing rows back", ids, (part) =>
      this.#host.request("quarantine/restore", { dataset: this.#dataset, ids: part }),
    );
    this.discarded = [];
    this.said = "The rows are back.";
  };

  readonly #save = async (): Promise<void> => {
    if (this.draft === null) return;
    const { id, text } = this.draft;
    this.failure = null;
    this.step = { words: "Checking the row", share: 0 };
    try {
      const { remaining } = await this.#host.request("quarantine/fix", { dataset: this.#dataset, id, row: text });
      this.draft = null;
      this.said = remaining === null ? "The row was taken." : "The row was changed, and is still not what is declared.";
      this.discarded = [];
    } finally {
      this.step = null;
      this.#look();
    }
  };

  #choose(ids: readonly string[], chosen: boolean): void {
    const next = new Set(this.chosen);
    for (const id of ids) {
      if (chosen) next.add(id);
      else next.delete(id);
    }
    this.chosen = next;
  }

  #columns(rows: readonly QuarantinedRow[]): readonly Column<QuarantinedRow>[] {
    const now = Date.now();
    const ids = rows.map(({ id }) => id);
    const all = ids.every((id) => this.chosen.has(id));
    return [
      {
        id: "at",
        label: "Came",
        header: checkbox("Came", all, (chosen) => this.#choose(ids, chosen), "choose-page"),
        title: "All rows in sight",
        cell: ({ id, at }) =>
          checkbox(formatAge(at, now), this.chosen.has(id), (chosen) => this.#choose([id], chosen), "choose-row"),
        cellTitle: ({ at }) => new Date(at).toLocaleString(),
      },
      {
        id: "row",
        label: "Row",
        cellClass: () => "quarantine-cell",
        cell: (row) => this.#rowCell(row),
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

  #rowCell({ id, row }: QuarantinedRow): TemplateResult {
    if (this.draft?.id === id) {
      return rowEditor(this.draft, {
        busy: this.step !== null,
        onInput: (text) => {
          this.draft = { id, text };
        },
        onSave: () => this.act(this.#save),
        onCancel: () => {
          this.draft = null;
        },
      });
    }
    const edit = (): void => {
      this.draft = { id, text: row };
    };
    const shown = row.length > mostShown ? `${row.slice(0, mostShown)}…` : row;
    return html`<div class="quarantine-row">
      ${iconButton("edit", "Edit row", edit, { testId: "edit-row", disabled: this.step !== null })}<code>${shown}</code>
    </div>`;
  }

  #toolbar(total: number): TemplateResult {
    const chosen = [...this.chosen];
    const [some, busy] = [chosen.length > 0, this.step !== null];
    const which = some ? `${chosen.length.toLocaleString("en")} selected` : "all";
    const replay = async (): Promise<void> => this.#replay(some ? chosen : await this.#all());
    const search = (text: string): void => {
      this.chosen = new Set();
      this.remember({ search: text });
      this.#turn(0);
    };
    return html`<div class="toolbar" role="toolbar" aria-label="Quarantine">
      <span data-testid="quarantine-total">${counted(total)}</span>
      ${filterField("Search", this.memory.value.search, search, "quarantine-search")}
      ${button(`Replay ${which}`, () => this.act(replay), { disabled: busy || total === 0, icon: "debug-rerun", testId: "replay", title: "Check rows again and take those that pass" })}
      ${button("Discard", () => this.act(() => this.#discard(chosen)), { secondary: true, disabled: busy || !some, icon: "trash", testId: "discard", title: "Discard the selected rows" })}
      ${button("Refresh", this.#look, { secondary: true, icon: "refresh", testId: "refresh" })}
    </div>`;
  }

  #status(): TemplateResult | null {
    if (this.step !== null) {
      return html`<div class="toolbar" role="status">
        <progress max="1" value=${this.step.share} aria-label="Progress"></progress>
        <span class="muted">${this.step.words}…</span>
        ${button(
          "Cancel",
          () => {
            this.#stopped = true;
          },
          { secondary: true },
        )}
      </div>`;
    }
    if (this.said === null) return null;
    const undo =
      this.discarded.length === 0
        ? null
        : button("Undo", () => this.act(this.#undo), { secondary: true, testId: "undo" });
    return html`<div class="toolbar" role="status"><span data-testid="quarantine-said">${this.said}</span>${undo}</div>`;
  }

  #pager(total: number): TemplateResult | null {
    if (total <= pageSize) return null;
    const last = Math.min(total, this.#offset + pageSize);
    return html`<nav class="toolbar" aria-label="Pages">
      ${iconButton("chevron-left", "Earlier rows", () => this.#turn(Math.max(0, this.#offset - pageSize)), { disabled: this.#offset === 0, testId: "earlier" })}
      <span class="muted">${(this.#offset + 1).toLocaleString("en")}–${last.toLocaleString("en")} of ${counted(total)}</span>
      ${iconButton("chevron-right", "Later rows", () => this.#turn(this.#offset + pageSize), { disabled: last >= total, testId: "later" })}
    </nav>`;
  }

  protected override render(): TemplateResult {
    const { page } = this;
    if (page === null) return html`<main class="page">${this.troubles()}</main>`;
    const { rows, total } = page;
    const table = dataTable({
      caption: `Rows of ${this.#dataset} in quarantine`,
      columns: this.#columns(rows),
      rows,
      key: ({ id }) => id,
      sort: null,
      onSort: () => undefined,
      rowClass: ({ id }) => (this.chosen.has(id) ? "selected" : ""),
      testId: "quarantine-rows",
    });
    const nothing =
      this.memory.value.search === ""
        ? emptyState("No rows are in quarantine.", "Rows that are sent and fail a check are kept here.")
        : emptyState("No row in quarantine holds this text.");
    return html`<main class="page" data-testid="quarantine-page">
      ${this.troubles()}
      <header class="compare-header"><h1>Quarantine of ${this.#dataset}</h1>${this.#toolbar(total)}</header>
      ${this.#status()} ${rows.length === 0 ? nothing : table} ${this.#pager(total)}
    </main>`;
  }
}

customElements.define("tidemark-quarantine-page", QuarantinePage);
