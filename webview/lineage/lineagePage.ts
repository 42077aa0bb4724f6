import { html, svg, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { LineagePageContract } from "../../src/protocol/lineagePageContract.ts";
import type { Lineage, LineageNode } from "../../src/protocol/lineageRequests.ts";
import { coalesced } from "../kit/coalesced.ts";
import { filterField } from "../kit/controls.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { icon } from "../kit/icon.ts";
import { inlineStyle } from "../kit/inlineStyle.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { disconnected, emptyState } from "../kit/notice.ts";
import { layout, nodeHeight, nodeWidth, type Placed, related } from "./layout.ts";
import type { LineageMemory } from "./lineageMemory.ts";

const refreshDelay = 300;
const icons = { data: "database", feature: "combine", run: "beaker", model: "package" } as const;

/** Sources, features, runs and models from left to right, and what went into what. */
export class LineagePage extends LivePage<LineageMemory> {
  static override properties = { ...LivePage.properties, graph: data, chosen: data, filter: data };
  declare private graph: Lineage | null;
  /** The node whose relations stand out. */
  declare private chosen: string | null;
  declare private filter: string;

  readonly #host: Caller<LineagePageContract>;
  readonly #refresh: () => void;
  #dataset: string | null = null;

  constructor({ host, memory }: { host: Caller<LineagePageContract>; memory: PageMemory<LineageMemory> }) {
    super(memory);
    this.#host = host;
    this.graph = null;
    this.chosen = null;
    this.filter = "";
    this.#refresh = coalesced({
      task: async () => {
        const dataset = this.#dataset;
        this.graph = await host.request("lineage/graph", dataset === null ? {} : { dataset });
        this.failure = null;
      },
      schedule: (run) => setTimeout(run, this.graph === null ? 0 : refreshDelay),
      onError: this.fail,
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("changed", ({ datasets, models, runs }) => {
      if (datasets || models || runs.some(({ summary }) => summary)) this.#refresh();
    });
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected) this.#refresh();
    });
    this.act(async () => {
      const { dataset } = await this.#host.request("page/ready", {});
      this.#dataset = dataset;
      this.memory.update({ dataset });
      this.#refresh();
    });
  }

  protected override get hasContent(): boolean {
    return this.graph !== null;
  }

  protected override render(): TemplateResult {
    const { graph } = this;
    const title = this.#dataset === null ? "Lineage" : `Lineage of ${this.#dataset}`;
    if (graph === null || graph.nodes.length === 0) {
      const words =
        graph === null
          ? emptyState(this.failure === null ? "Loading…" : "Lineage cannot be shown.", this.failure ?? undefined)
          : emptyState(
              "Nothing is known to have been made from anything yet.",
              "Check data that tidemark.yaml declares, build features, or log a run's inputs with mlflow.log_input.",
            );
      return html`<main class="page">${this.connected ? null : disconnected()}<h1>${title}</h1>${words}</main>`;
    }
    const { placed, columns, width, height } = layout(graph);
    return html`<main class="page" data-testid="lineage-page">
      ${this.troubles()}
      <header class="compare-header">
        <h1>${title}</h1>
        <div class="toolbar" role="toolbar" aria-label="Lineage">
          ${filterField(
            "Find",
            this.filter,
            (text) => {
              this.filter = text;
            },
            "lineage-filter",
          )}
          <span class="muted">${graph.olderRuns > 0 ? `The newest runs are shown; ${graph.olderRuns} older ones used data, too.` : "Select one to see what it was made from and what was made from it; open it with a double click or Enter."}</span>
        </div>
      </header>
      <div class="lineage" role="list" ${inlineStyle({ width: `${width}px`, height: `${height}px` })}>
        <svg class="edges" width=${width} height=${height} aria-hidden="true">${this.#edges(graph, placed)}</svg>
        ${columns.map(({ title: words, x }) => html`<div class="column-title muted" ${inlineStyle({ left: `${x}px` })}>${words}</div>`)}
        ${placed.map((each) => this.#node(each, graph))}
      </div>
    </main>`;
  }

  #standsOut({ id, label }: LineageNode, { edges }: Lineage): boolean {
    if (this.filter !== "") return label.toLowerCase().includes(this.filter.toLowerCase());
    return this.chosen === null || related(this.chosen, edges).has(id);
  }

  #edges(graph: Lineage, placed: readonly Placed[]) {
    const at = new Map(placed.map((each) => [each.node.id, each]));
    const near = this.chosen === null ? null : related(this.chosen, graph.edges);
    return graph.edges.map(({ from, to }) => {
      const [a, b] = [at.get(from), at.get(to)];
      if (a === undefined || b === undefined) return null;
      const [x1, y1, x2, y2] = [a.x + nodeWidth, a.y + nodeHeight / 2, b.x, b.y + nodeHeight / 2];
      const bend = Math.max(24, (x2 - x1) / 2);
      const isNear = near?.has(from) && near.has(to);
      return svg`<path class=${near === null ? "" : isNear ? "near" : "far"} d=${`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}></path>`;
    });
  }

  #node({ node, x, y }: Placed, graph: Lineage): TemplateResult {
    const { id, kind, label, detail, isGood, target } = node;
    const open = (): void => {
      if (target !== null) this.act(() => this.#host.request("page/openNode", target));
    };
    const state = isGood === null ? "" : isGood ? ", checks passed" : ", checks failed";
    return html`<button
      type="button"
      role="listitem"
      class="node ${kind} ${this.#standsOut(node, graph) ? "" : "far"} ${this.chosen === id ? "chosen" : ""}"
      data-testid="lineage-node"
      data-kind=${kind}
      title=${`${label} ${detail}${state}${target === null ? "; nothing more is kept of it" : ""}`}
      aria-label=${`${kind} ${label} ${detail}${state}`}
      ${inlineStyle({ left: `${x}px`, top: `${y}px`, width: `${nodeWidth}px`, height: `${nodeHeight}px` })}
      @click=${() => {
        this.chosen = this.chosen === id ? null : id;
      }}
      @dblclick=${open}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        open();
      }}
    >
      ${icon(icons[kind])}
      <span class="names"><span class="strong cut">${label}</span><span class="muted cut">${detail}</span></span>
      ${isGood === null ? null : html`<span class=${isGood ? "good" : "bad"}>${icon(isGood ? "pass" : "error")}</span>`}
    </button>`;
  }
}

customElements.define("tidemark-lineage-page", LineagePage);
