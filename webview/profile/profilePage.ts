import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import { formatDuration, formatNumber } from "../../src/protocol/format.ts";
import type { ColumnProfile, DataProfile } from "../../src/protocol/profileEntities.ts";
import type { ProfilePageContract } from "../../src/protocol/profilePageContract.ts";
import { correlationWords, strongestPairs } from "../../src/protocol/strongestPairs.ts";
import { button, filterField } from "../kit/controls.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import { histogramView } from "../kit/histogramView.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { emptyState } from "../kit/notice.ts";
import { workProgress } from "../kit/workProgress.ts";
import { axisWords, columnDetail, countWords, shareBar, shareWords } from "./columnDetail.ts";
import type { ProfileMemory } from "./profileMemory.ts";

/** What the values of a data file are like: its columns, one of them in detail, and what they have to do with each other. */
export class ProfilePage extends LivePage<ProfileMemory> {
  static override properties = { ...LivePage.properties, profile: data, step: data };
  declare private profile: DataProfile | null;
  /** What is done at the moment; null when nothing is. */
  declare private step: { readonly step: string; readonly share: number } | null;

  readonly #host: Caller<ProfilePageContract>;
  #name = "";
  #path = "";
  #work = new AbortController();

  constructor({ host, memory }: { host: Caller<ProfilePageContract>; memory: PageMemory<ProfileMemory> }) {
    super(memory);
    this.#host = host;
    this.profile = null;
    this.step = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected && this.profile === null) this.#look();
    });
    this.act(async () => {
      const { path, name } = await this.#host.request("page/ready", {});
      this.#path = path;
      this.#name = name;
      this.memory.update({ path });
      this.#look();
    });
  }

  protected override get hasContent(): boolean {
    return this.profile !== null;
  }

  readonly #look = (): void => {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.step = { step: "Reading the rows", share: 0 };
    this.failure = null;
    const source = { paths: [this.#path] };
    this.#host
      .request("data/profile", { source }, signal, (step) => {
        if (!signal.aborted) this.step = step;
      })
      .then(
        (profile) => {
          this.profile = profile;
          this.step = null;
        },
        (error: unknown) => {
          this.step = null;
          if (!signal.aborted) this.fail(error);
        },
      );
  };

  #columns(rows: number): readonly Column<ColumnProfile>[] {
    const number = (value: number | null | undefined): string =>
      value === null || value === undefined ? "" : formatNumber(value, 5);
    return [
      {
        id: "name",
        label: "Column",
        cell: ({ name }) =>
          html`<button type="button" class="link cut" data-testid="profile-column" @click=${() => this.remember({ column: name })}>${name}</button>`,
        sort: ({ name }) => name,
      },
      {
        id: "type",
        label: "Type",
        cell: ({ type }) => html`<span class="muted">${type.toLowerCase()}</span>`,
        sort: ({ type }) => type,
      },
      {
        id: "values",
        label: "Values",
        cell: ({ histogram, kind, top }) =>
          histogram !== null
            ? histogramView(histogram, "small", axisWords(kind))
            : html`<span class="muted cut">${top
                ?.slice(0, 3)
                .map(({ value }) => value)
                .join(", ")}</span>`,
      },
      {
        id: "nulls",
        label: "Nulls",
        numeric: true,
        cell: ({ nulls }) => (nulls === 0 ? "" : shareWords(nulls, rows)),
        cellTitle: ({ nulls }) => countWords(nulls),
        sort: ({ nulls }) => nulls,
      },
      {
        id: "distinct",
        label: "Distinct",
        numeric: true,
        cell: ({ distinct }) => `${distinct.exact ? "" : "~"}${countWords(distinct.value)}`,
        sort: ({ distinct }) => distinct.value,
      },
      {
        id: "mean",
        label: "Mean",
        numeric: true,
        cell: ({ numbers }) => number(numbers?.mean),
        sort: ({ numbers }) => numbers?.mean ?? null,
      },
      {
        id: "smallest",
        label: "Smallest",
        numeric: true,
        cell: ({ smallest }) => html`<span class="cut">${smallest ?? ""}</span>`,
      },
      {
        id: "largest",
        label: "Largest",
        numeric: true,
        cell: ({ largest }) => html`<span class="cut">${largest ?? ""}</span>`,
      },
    ];
  }

  #together({ rows, missing, correlations, rankedRows }: DataProfile): TemplateResult {
    const strongest = strongestPairs(correlations);
    const coefficient = (value: number | null): string => (value === null ? "" : formatNumber(value, 3));
    return html`${
      missing.length === 0
        ? null
        : html`<section data-testid="profile-missing">
            <h3>Which columns lack a value together</h3>
            ${missing.map(({ columns, rows: part }) => shareBar(columns.length === 0 ? "none" : columns.join(", "), part, rows))}
          </section>`
    }
    ${
      strongest.length === 0
        ? null
        : html`<section data-testid="profile-correlations">
            <h3>Strongest correlations of numbers</h3>
            <table class="profile-pairs">
              <thead>
                <tr><th></th><th>Pearson</th><th>Spearman</th></tr>
              </thead>
              <tbody>
                ${strongest.map(
                  ({ a, b, r, rho }) =>
                    html`<tr><th scope="row">${a} – ${b}</th><td>${coefficient(r)}</td><td>${coefficient(rho)}</td></tr>`,
                )}
              </tbody>
            </table>
            <p class="muted">${correlationWords(rows, rankedRows)}</p>
          </section>`
    }`;
  }

  #progress(): TemplateResult | null {
    return workProgress("profile", this.step, () => {
      this.#work.abort();
      this.step = null;
    });
  }

  protected override render(): TemplateResult {
    const { profile } = this;
    const { filter, sort } = this.memory.value;
    if (profile === null) {
      const nothing =
        this.step === null ? emptyState("No profile was made.", this.failure ?? "Open it again to begin anew.") : null;
      return html`<main class="page">${this.troubles()}<h1>${this.#name}</h1>${this.#progress()}${nothing}</main>`;
    }
    const { rows, columns, duplicateRows, milliseconds } = profile;
    const shown = columns.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
    const detail = columns.find(({ name }) => name === this.memory.value.column) ?? columns[0];
    const twice = duplicateRows === 0 ? "no row twice" : `${countWords(duplicateRows)} equal to an earlier one`;
    return html`<main class="page" data-testid="profile-page">
      ${this.troubles()}
      <header class="compare-header">
        <h1>${this.#name}</h1>
        <div class="toolbar" role="toolbar" aria-label="Profile">
          <span data-testid="profile-head">${countWords(rows)} rows, ${countWords(columns.length)} columns, ${twice}</span>
          <span class="muted">${formatDuration(milliseconds)}</span>
          ${filterField("Filter columns", filter, (text) => this.remember({ filter: text }), "profile-filter")}
          ${button("Open as table", () => this.act(() => this.#host.request("page/openTable", {})), { secondary: true, icon: "table" })}
          ${button("Look again", this.#look, { secondary: true, icon: "refresh", testId: "profile-again" })}
        </div>
      </header>
      ${this.#progress()}
      ${columns.length === 0 ? emptyState("The file has no columns.") : null}
      <div class="profile-grid">
        <div>
          ${dataTable({
            caption: `Columns of ${this.#name}`,
            columns: this.#columns(rows),
            rows: shown,
            key: ({ name }) => name,
            sort,
            onSort: (next) => this.remember({ sort: next }),
            rowClass: ({ name }) => (name === detail?.name ? "selected" : ""),
            testId: "profile-columns",
          })}
          ${shown.length === 0 && columns.length > 0 ? emptyState("No column is called so.") : null}
          ${this.#together(profile)}
        </div>
        ${detail === undefined ? null : columnDetail(detail, rows)}
      </div>
    </main>`;
  }
}

customElements.define("tidemark-profile-page", ProfilePage);
