import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { MetricGoal } from "../../src/protocol/entities.ts";
import { formatAge } from "../../src/protocol/format.ts";
import type { ModelVersionDetail } from "../../src/protocol/modelEntities.ts";
import type { VersionsPageContract } from "../../src/protocol/modelPageContract.ts";
import type { VersionId } from "../../src/protocol/modelRequests.ts";
import { coalesced } from "../kit/coalesced.ts";
import { checkbox } from "../kit/controls.ts";
import { diffToolbar } from "../kit/diffToolbar.ts";
import { type FacetSubject, facetTable } from "../kit/facetTable.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { iconButton } from "../kit/icon.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { emptyState } from "../kit/notice.ts";
import { versionFacets } from "./versionFacets.ts";
import type { VersionsMemory } from "./versionsMemory.ts";

const refreshDelay = 250;

/** Versions of models side by side, live. */
export class VersionsPage extends LivePage<VersionsMemory> {
  static override properties = { ...LivePage.properties, details: data };
  declare private details: readonly ModelVersionDetail[] | null;

  readonly #host: Caller<VersionsPageContract>;
  readonly #refresh: () => void;
  #versions: readonly VersionId[] = [];

  constructor({ host, memory }: { host: Caller<VersionsPageContract>; memory: PageMemory<VersionsMemory> }) {
    super(memory);
    this.#host = host;
    this.details = null;
    this.#refresh = coalesced({
      task: async () => {
        const asked = this.#versions;
        const details = await Promise.all(asked.map((version) => host.request("models/version", version)));
        // One that was taken out meanwhile is in the next answer no more.
        if (asked !== this.#versions) return;
        this.details = details;
        this.failure = null;
      },
      schedule: (run) => setTimeout(run, this.details === null ? 0 : refreshDelay),
      onError: this.fail,
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("changed", ({ models, experiments, runs }) => {
      const sources = new Set(this.details?.map(({ version }) => version.runId));
      if (models || experiments || runs.some(({ id }) => sources.has(id))) this.#refresh();
    });
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected) this.#refresh();
    });
    this.act(async () => this.#show((await this.#host.request("page/ready", {})).versions));
  }

  #show(versions: readonly VersionId[]): void {
    this.#versions = versions;
    this.memory.update({ versions: [...versions] });
    this.#refresh();
  }

  protected override get hasContent(): boolean {
    return this.details !== null;
  }

  readonly #setGoal = (key: string, goal: MetricGoal): void =>
    this.act(async () => {
      await this.#host.request("metrics/setGoal", { key, goal });
      this.#refresh();
    });

  #subject({ version: { name, version } }: ModelVersionDetail): FacetSubject {
    const id = { name, version };
    const label = `${name} v${version}`;
    const remove = (): void =>
      this.act(async () => this.#show((await this.#host.request("page/removeVersion", id)).versions));
    return {
      id: `${name}/${version}`,
      label,
      header: html`<span class="run-name">
        <button type="button" class="link cut" title=${label} @click=${() => this.act(() => this.#host.request("page/openVersion", id))}>${label}</button>
        ${this.#versions.length > 1 ? iconButton("close", `Remove ${label} from the comparison`, remove, { testId: "remove-version" }) : null}
      </span>`,
    };
  }

  #facts(details: readonly ModelVersionDetail[]): { id: string; fact: string; of: (index: number) => unknown }[] {
    const now = Date.now();
    const row = (fact: string, of: (detail: ModelVersionDetail) => unknown) => ({
      id: `fact:${fact}`,
      fact,
      of: (index: number) => {
        const detail = details[index];
        return detail === undefined ? null : of(detail);
      },
    });
    const none = html`<span class="muted">–</span>`;
    return [
      row("Aliases", ({ version }) =>
        version.aliases.length === 0 ? none : version.aliases.map((alias) => html`<div class="cut">@${alias}</div>`),
      ),
      ...(details.some(({ version }) => version.stage !== "None")
        ? [row("Stage", ({ version }) => (version.stage === "None" ? none : version.stage))]
        : []),
      row("Source run", ({ run }) =>
        run === null
          ? none
          : html`<button type="button" class="link cut" title=${run.name} @click=${() => this.act(() => this.#host.request("page/openRun", { runId: run.id }))}>${run.name}</button>`,
      ),
      row(
        "Registered",
        ({ version }) =>
          html`<span title=${new Date(version.createdAt).toLocaleString()}>${formatAge(version.createdAt, now)}</span>`,
      ),
    ];
  }

  protected override render(): TemplateResult {
    const { details } = this;
    if (details === null || details.length === 0) {
      return html`<main class="page">${this.troubles()}${emptyState(this.failure === null ? "Loading…" : "These versions cannot be compared.")}</main>`;
    }
    const memory = this.memory.value;
    const facets = versionFacets(details, memory);
    const first = `${details[0]?.version.name} v${details[0]?.version.version}`;
    return html`<main class="page" data-testid="versions-page">
      ${this.troubles()}
      <header class="compare-header">
        <h1>${details.length === 1 ? "1 version" : `${details.length} versions`}</h1>
        <div class="toolbar" role="toolbar" aria-label="Comparison">
          ${checkbox("Show everything", memory.showAll, (showAll) => this.remember({ showAll }), "show-all")}
          <span class="muted">Differences of metrics are to ${first}.</span>
        </div>
      </header>
      ${facetTable({
        caption: "Versions side by side",
        subjects: details.map((detail) => this.#subject(detail)),
        facts: this.#facts(details),
        facets,
        setGoal: this.#setGoal,
        testId: "versions-table",
      })}
      ${facets.length === 0 ? emptyState("These versions do not differ.", "Show everything to see what they share.") : null}
      ${diffToolbar(
        details.flatMap(({ version, run }) =>
          run === null ? [] : [{ id: run.id, name: `${version.name} v${version.version}` }],
        ),
        memory,
        {
          remember: this.remember,
          diff: (left, right) => this.act(() => this.#host.request("page/diffCode", { left, right })),
        },
      )}
    </main>`;
  }
}

customElements.define("tidemark-versions-page", VersionsPage);
