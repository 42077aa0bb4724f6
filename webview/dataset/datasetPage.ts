import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { CheckProgress, FailingRows } from "../../src/protocol/checkRequests.ts";
import type { DatasetVersion, DatasetVersionDetail, RecordedCheck } from "../../src/protocol/datasetEntities.ts";
import type { DatasetPageContract } from "../../src/protocol/datasetPageContract.ts";
import type { WatchedFolder } from "../../src/protocol/watchRequests.ts";
import { coalesced } from "../kit/coalesced.ts";
import { columnHistory } from "../kit/columnHistory.ts";
import { button } from "../kit/controls.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { disconnected, emptyState, messageOf } from "../kit/notice.ts";
import { workProgress } from "../kit/workProgress.ts";
import { checksSection, type RowsShown } from "./checksSection.ts";
import { datasetHeader } from "./datasetHeader.ts";
import type { DatasetMemory } from "./datasetMemory.ts";
import { historySection } from "./historySection.ts";
import { versionSections } from "./versionSections.ts";
import { watchedSection } from "./watchedSection.ts";

/** Results come in bursts while files are saved. */
const refreshDelay = 150;
/** Of how many versions the columns are compared. */
const mostCompared = 12;
const rowsPage = 100;
/** Of one request. */
const mostRows = 1000;
const agesEvery = 30_000;
/** Files come at any time. */
const foldersEvery = 3000;
const mostFiles = 20;

/** A data set: what checking it came to, its versions, what changed between them, and the runs that used them. */
export class DatasetPage extends LivePage<DatasetMemory> {
  static override properties = {
    ...LivePage.properties,
    detail: data,
    versions: data,
    total: data,
    history: data,
    profiles: data,
    rows: data,
    step: data,
    now: data,
    isUnknown: data,
    watched: data,
  };
  declare private detail: DatasetVersionDetail | null;
  declare private versions: readonly DatasetVersion[];
  declare private total: number;
  declare private history: readonly RecordedCheck[];
  /** Versions with their profiles, the oldest first. */
  declare private profiles: readonly DatasetVersionDetail[];
  declare private rows: RowsShown | null;
  declare private step: CheckProgress | null;
  declare private now: number;
  /** Nothing has been noted of it yet. */
  declare private isUnknown: boolean;
  /** Null where no folder is watched. */
  declare private watched: WatchedFolder | null;

  readonly #host: Caller<DatasetPageContract>;
  readonly #refresh: () => void;
  readonly #details = new Map<string, DatasetVersionDetail>();
  #clock: ReturnType<typeof setInterval> | undefined;
  #folders: ReturnType<typeof setInterval> | undefined;
  #work = new AbortController();
  #looking = new AbortController();
  #dataset = "";
  /** The check that was asked for, until it is shown. */
  #sought: string | null = null;

  constructor({ host, memory }: { host: Caller<DatasetPageContract>; memory: PageMemory<DatasetMemory> }) {
    super(memory);
    this.#host = host;
    this.detail = null;
    this.versions = [];
    this.total = 0;
    this.history = [];
    this.profiles = [];
    this.rows = null;
    this.step = null;
    this.now = Date.now();
    this.isUnknown = false;
    this.watched = null;
    this.#refresh = coalesced({
      task: () => this.#load(),
      schedule: (run) => setTimeout(run, this.detail === null ? 0 : refreshDelay),
      onError: this.fail,
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("changed", ({ datasets, runs }) => {
      const isUsed = runs.some(({ id }) => this.detail?.runs.some(({ run }) => run.id === id));
      if (datasets || isUsed) this.#refresh();
    });
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected) this.#refresh();
    });
    this.#clock = setInterval(() => {
      this.now = Date.now();
    }, agesEvery);
    this.#folders = setInterval(() => {
      if (this.watched !== null && document.visibilityState === "visible") this.#loadWatched();
    }, foldersEvery);
    this.act(async () => {
      const { dataset, version, check } = await this.#host.request("page/ready", {});
      this.#dataset = dataset;
      // Rows that fail are those of the latest version.
      this.memory.update({ dataset, ...(check === null ? {} : { check, version: null }) });
      if (version !== null) this.memory.update({ version });
      this.#sought = check;
      this.#refresh();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    clearInterval(this.#folders);
    this.#work.abort();
    this.#looking.abort();
  }

  protected override get hasContent(): boolean {
    return this.detail !== null;
  }

  async #load(): Promise<void> {
    const dataset = this.#dataset;
    const host = this.#host;
    this.#loadWatched();
    const [{ checks }, found] = await Promise.all([
      host.request("datasets/history", { dataset, limit: 100 }),
      host.request("datasets/versions", { dataset }).catch(() => null),
    ]);
    this.history = checks;
    this.now = Date.now();
    if (found === null || found.versions.length === 0) {
      this.isUnknown = checks.length === 0;
      return;
    }
    this.isUnknown = false;
    this.versions = found.versions;
    this.total = found.total;
    const wanted = this.memory.value.version;
    const shown = found.versions.some(({ number }) => number === wanted) ? wanted : null;
    this.detail = await host.request("datasets/version", { dataset, version: shown === null ? "latest" : `v${shown}` });
    this.failure = null;
    await this.#loadProfiles();
    const { check } = this.memory.value;
    if (check === null) return;
    if (this.rows === null) this.#showRows(check);
    else this.#moreRows(check, null, this.rows.found?.rows.length);
  }

  #loadWatched(): void {
    this.#host.request("watch/state", { dataset: this.#dataset, limit: mostFiles }).then(
      ({ folders }) => {
        this.watched = folders[0] ?? null;
        this.now = Date.now();
      },
      // A declaration that can't be read is told where it is; what was known of the folders stays.
      () => undefined,
    );
  }

  /** Profiles don't change: each is asked for once. */
  async #loadProfiles(): Promise<void> {
    const wanted = this.versions.filter(({ hasProfile }) => hasProfile).slice(0, mostCompared);
    for (const { hash, number } of wanted) {
      if (this.#details.has(hash)) continue;
      const detail = await this.#host.request("datasets/version", { dataset: this.#dataset, version: `v${number}` });
      this.#details.set(hash, detail);
    }
    const known = wanted.flatMap(({ hash }) => this.#details.get(hash) ?? []);
    this.profiles = known.sort((a, b) => a.version.number - b.version.number);
  }

  readonly #check = (): void => {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.failure = null;
    this.rows = null;
    this.step = { dataset: this.#dataset, step: "Beginning", share: 0 };
    this.#host
      .request("data/check", { datasets: [this.#dataset] }, signal, (step) => {
        if (!signal.aborted) this.step = step;
      })
      .then(
        () => {
          this.step = null;
          this.#refresh();
        },
        (error: unknown) => {
          this.step = null;
          if (!signal.aborted) this.fail(error);
        },
      );
  };

  readonly #showRows = (check: string): void => {
    this.remember({ check });
    this.rows = { check, found: null, failure: null };
    this.#moreRows(check, null);
  };

  /** @param shown as many again, when they are looked up anew */
  #moreRows(check: string, before: FailingRows | null, shown = rowsPage): void {
    const offset = before?.rows.length ?? 0;
    const limit = Math.min(Math.max(shown, rowsPage), mostRows);
    this.#looking.abort();
    this.#looking = new AbortController();
    const { signal } = this.#looking;
    this.#host.request("data/failingRows", { check, offset, limit }, signal).then(
      async (found) => {
        if (signal.aborted || this.rows?.check !== check) return;
        const rows = [...(before?.rows ?? []), ...found.rows];
        this.rows = { check, found: { ...found, rows }, failure: null };
        if (this.#sought === check) await this.#scrollTo(check);
      },
      (error: unknown) => {
        if (!signal.aborted && this.rows?.check === check)
          this.rows = { check, found: before, failure: messageOf(error) };
      },
    );
  }

  async #scrollTo(check: string): Promise<void> {
    this.#sought = null;
    await this.updateComplete;
    const outcomes = [...this.renderRoot.querySelectorAll("[data-check]")];
    outcomes.find((each) => each.getAttribute("data-check") === check)?.scrollIntoView({ block: "start" });
  }

  readonly #hideRows = (): void => {
    this.remember({ check: null });
    this.#looking.abort();
    this.rows = null;
  };

  #progress(): TemplateResult | null {
    return workProgress("dataset", this.step, () => {
      this.#work.abort();
      this.step = null;
    });
  }

  #watchedSection(): TemplateResult | null {
    return watchedSection(this.watched, { host: this.#host, run: this.act, now: this.now });
  }

  protected override render(): TemplateResult {
    const { detail } = this;
    const host = this.#host;
    const { value: memory } = this.memory;
    if (detail === null) {
      const nothing = this.isUnknown || this.history.length > 0;
      const what = nothing
        ? html`${emptyState("Nothing is known of its content yet.", "Checking it notes its first version.")}
            <div class="toolbar">${button("Check now", this.#check, { icon: "checklist", testId: "dataset-check" })}
            ${button("Infer contract…", () => this.act(() => this.#host.request("page/infer", {})), { secondary: true, testId: "dataset-infer" })}</div>`
        : emptyState(this.failure === null ? "Loading…" : "This data set cannot be shown.", this.failure ?? undefined);
      return html`<main class="page">
        ${this.connected ? null : disconnected()}<h1>${this.#dataset}</h1>${this.#progress()}${what}
        ${this.#watchedSection()} ${historySection(this.history, this.now)}
      </main>`;
    }
    const { version } = detail;
    const isLatest = version.number === this.versions[0]?.number;
    const deps = { host, run: this.act };
    return html`<main class="page" data-testid="dataset-page" data-dataset=${version.dataset}>
      ${this.troubles()}
      ${datasetHeader(detail, { ...deps, now: this.now, isLatest, check: this.#check })}
      ${this.#progress()}
      <div class="parts">
        <div>
          ${checksSection(detail, {
            ...deps,
            isLatest,
            showsAll: memory.all,
            rows: this.rows,
            showAll: (all) => this.remember({ all }),
            severity: memory.severity,
            showSeverity: (severity) => this.remember({ severity }),
            infer: () => this.act(() => this.#host.request("page/infer", {})),
            showRows: this.#showRows,
            hideRows: this.#hideRows,
            more: (rows) => {
              if (rows.found !== null) this.#moreRows(rows.check, rows.found);
            },
          })}
          ${columnHistory(this.profiles, {
            filter: memory.columnFilter,
            onFilter: (columnFilter) => this.remember({ columnFilter }),
          })}
        </div>
        <div>
          ${versionSections(
            { detail, versions: this.versions, total: this.total, now: this.now },
            {
              ...deps,
              choose: (number) => {
                this.remember({ version: number });
                this.#refresh();
              },
            },
          )}
          ${this.#watchedSection()} ${historySection(this.history, this.now)}
        </div>
      </div>
    </main>`;
  }
}

customElements.define("tidemark-dataset-page", DatasetPage);
