import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { Result } from "../../src/protocol/contract.ts";
import type { QuarantinedRow } from "../../src/protocol/ingestRequests.ts";
import type { QuarantinePageContract } from "../../src/protocol/quarantinePageContract.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { emptyState } from "../kit/notice.ts";
import { counted, pager, statusBar, toolbar } from "./quarantineBars.ts";
import type { QuarantineMemory } from "./quarantineMemory.ts";
import { quarantineTable } from "./quarantineTable.ts";
import type { Draft } from "./rowEditor.ts";

const pageSize = 100;
/** Rows that are asked for, replayed or discarded by one request. */
const together = 1000;

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
    of: data,
  };
  /** The rows in sight; null before the first answer. */
  declare private page: Result<QuarantinePageContract, "quarantine/list"> | null;
  /** Which rows are shown. */
  declare private of: "waiting" | "discarded";
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
    this.of = "waiting";
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
    const { of } = this;
    return this.#host.request("quarantine/list", { dataset: this.#dataset, of, search, offset, limit }, signal);
  }

  #turn(offset: number): void {
    this.#offset = offset;
    this.#look();
  }

  /** The ids of all rows that the search finds; none where Cancel is pressed. */
  async #all(): Promise<string[]> {
    const ids: string[] = [];
    this.#stopped = false;
    try {
      for (let total = 1; ids.length < total && !this.#stopped; ) {
        this.step = { words: "Finding rows", share: ids.length / total };
        const found = await this.#list(ids.length, together);
        if (found.rows.length === 0) break;
        ids.push(...found.rows.map(({ id }) => id));
        ({ total } = found);
      }
      return this.#stopped ? [] : ids;
    } finally {
      this.step = null;
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

  readonly #restore = async (ids: readonly string[]): Promise<void> => {
    let count = 0;
    await this.#each("Bringing rows back", ids, async (part) => {
      const { restored } = await this.#host.request("quarantine/restore", { dataset: this.#dataset, ids: part });
      count += restored;
    });
    this.discarded = [];
    this.said = `${counted(count)} ${count === 1 ? "is" : "are"} back in quarantine.`;
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

  readonly #show = (of: "waiting" | "discarded"): void => {
    this.of = of;
    this.chosen = new Set();
    this.draft = null;
    this.said = null;
    this.discarded = [];
    this.#turn(0);
  };

  /** The selected rows, or else all that the search finds. */
  readonly #wanted = async (): Promise<string[]> => (this.chosen.size > 0 ? [...this.chosen] : await this.#all());

  #toolbar(total: number, discarded: number): TemplateResult {
    return toolbar({
      of: this.of,
      total,
      discarded,
      chosen: this.chosen.size,
      busy: this.step !== null,
      search: this.memory.value.search,
      onSearch: (text) => {
        this.chosen = new Set();
        this.remember({ search: text });
        this.#turn(0);
      },
      onReplay: () => this.act(async () => this.#replay(await this.#wanted())),
      onDiscard: () => this.act(() => this.#discard([...this.chosen])),
      onRestore: () => this.act(async () => this.#restore(await this.#wanted())),
      onRefresh: this.#look,
      onShow: this.#show,
    });
  }

  #rows(rows: readonly QuarantinedRow[]): TemplateResult {
    const what = this.of === "waiting" ? "in quarantine" : "that were discarded";
    const edit = (draft: Draft | null): void => {
      this.draft = draft;
    };
    return quarantineTable({
      caption: `Rows of ${this.#dataset} ${what}`,
      rows,
      offset: this.#offset,
      chosen: this.chosen,
      choose: (ids, chosen) => this.#choose(ids, chosen),
      editing:
        this.of === "discarded"
          ? null
          : { draft: this.draft, busy: this.step !== null, edit, save: () => this.act(this.#save) },
    });
  }

  #nothing(): TemplateResult {
    if (this.memory.value.search !== "") return emptyState("No such row holds this text.");
    return this.of === "waiting"
      ? emptyState("No rows are in quarantine.", "Rows that are sent and fail a check are kept here.")
      : emptyState("No discarded rows are left to restore.");
  }

  protected override render(): TemplateResult {
    const { page } = this;
    if (page === null) return html`<main class="page">${this.troubles()}</main>`;
    const { rows, total, discarded } = page;
    const status = statusBar({
      step: this.step,
      said: this.said,
      onUndo: this.discarded.length === 0 ? null : () => this.act(() => this.#restore(this.discarded)),
      onCancel: () => {
        this.#stopped = true;
      },
    });
    return html`<main class="page" data-testid="quarantine-page">
      ${this.troubles()}
      <header class="compare-header"><h1>Quarantine of ${this.#dataset}</h1>${this.#toolbar(total, discarded)}</header>
      ${status} ${rows.length === 0 ? this.#nothing() : this.#rows(rows)}
      ${pager({ total, offset: this.#offset, size: pageSize }, (offset) => this.#turn(offset))}
    </main>`;
  }
}

customElements.define("tidemark-quarantine-page", QuarantinePage);
