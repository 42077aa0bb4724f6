import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { OnnxGraphNode, OnnxInspection, OnnxTensorStatistics } from "../../src/protocol/onnxEntities.ts";
import type { OnnxPageContract } from "../../src/protocol/onnxPageContract.ts";
import type { OnnxOrigin } from "../../src/protocol/onnxRequests.ts";
import { button, checkbox, filterField, tabs } from "../kit/controls.ts";
import type { PageMemory } from "../kit/hostChannel.ts";
import { data } from "../kit/lightElement.ts";
import { LivePage } from "../kit/livePage.ts";
import { emptyState, messageOf } from "../kit/notice.ts";
import { type GraphLayout, graphLayout } from "./graphLayout.ts";
import { GraphView } from "./graphView.ts";
import { modelFacts } from "./modelFacts.ts";
import { nodeDetail, operatorList } from "./nodeDetail.ts";
import type { OnnxMemory } from "./onnxMemory.ts";
import { type Block, repeatedBlocks } from "./repeatedBlocks.ts";
import { tensorTable } from "./tensorTable.ts";

const mostOrigins = 5;

/** What is in an ONNX file: facts, graph, initialisers and problems. */
export class OnnxPage extends LivePage<OnnxMemory> {
  static override properties = { ...LivePage.properties, model: data, isReading: data, origins: data };
  declare private model: OnnxInspection | null;
  declare private isReading: boolean;
  /** The runs that have logged this file; null before that is known. */
  declare private origins: readonly OnnxOrigin[] | null;

  readonly #host: Caller<OnnxPageContract>;
  readonly #graph = new GraphView();
  readonly #statistics = new Map<number, OnnxTensorStatistics | "asked" | { readonly failure: string }>();
  #name = "";
  #path = "";
  #nodes: readonly OnnxGraphNode[] = [];
  #nodeCount = 0;
  #blocks: readonly Block[] = [];
  #work = new AbortController();

  constructor({ host, memory }: { host: Caller<OnnxPageContract>; memory: PageMemory<OnnxMemory> }) {
    super(memory);
    this.#host = host;
    this.model = null;
    this.isReading = true;
    this.origins = null;
    this.#graph.onSelect = (id) => {
      this.#graph.selected = id;
      this.requestUpdate();
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#host.on("engine", ({ connected }) => {
      this.connected = connected;
      if (connected && this.model === null) this.#read();
    });
    this.#host.on("fileChanged", () => this.#read());
    this.act(async () => {
      const { path, name } = await this.#host.request("page/ready", {});
      this.#path = path;
      this.#name = name;
      this.#read();
    });
  }

  protected override get hasContent(): boolean {
    return this.model !== null;
  }

  readonly #read = (): void => {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    const path = this.#path;
    this.isReading = true;
    this.failure = null;
    Promise.all([
      this.#host.request("onnx/inspect", { path }, signal),
      this.#host.request("onnx/graph", { path }, signal),
    ]).then(
      ([model, { nodes, count }]) => {
        if (signal.aborted) return;
        this.#statistics.clear();
        this.#nodes = nodes;
        this.#nodeCount = count;
        this.model = model;
        this.isReading = false;
        this.#draw();
        this.#askOrigins(model, signal);
      },
      (error: unknown) => {
        if (signal.aborted) return;
        this.isReading = false;
        this.fail(error);
      },
    );
  };

  #askOrigins({ bytes, sha256 }: OnnxInspection, signal: AbortSignal): void {
    this.origins = null;
    this.#host.request("onnx/origins", { bytes, sha256 }, signal).then(
      ({ origins }) => {
        this.origins = origins;
      },
      (error: unknown) => {
        if (!signal.aborted) this.fail(error);
      },
    );
  }

  #madeBy(): TemplateResult {
    const { origins } = this;
    if (origins === null) return html`<p class="muted">Looking for the run that logged it…</p>`;
    if (origins.length === 0) return html`<p class="muted">No run here has logged this file.</p>`;
    return html`<p data-testid="onnx-origins">Logged by ${origins.slice(0, mostOrigins).map(
      (
        { runId, name, commit },
        index,
      ) => html`${index === 0 ? "" : ", "}<button type="button" class="link" data-testid="onnx-run"
        @click=${() => this.act(() => this.#host.request("page/openRun", { runId }))}>${name}</button>${
          commit === null ? "" : html` <span class="muted">at commit <code>${commit.slice(0, 8)}</code></span>`
        }`,
    )}${origins.length > mostOrigins ? ` and ${origins.length - mostOrigins} more` : ""}</p>`;
  }

  #draw(): void {
    const { isCollapsed } = this.memory.value;
    this.#blocks = isCollapsed
      ? repeatedBlocks(this.#nodes.map(({ domain, operator }) => `${domain} ${operator}`))
      : this.#nodes.map((_, start) => ({ start, period: 1, times: 1 }));
    const layout: GraphLayout = graphLayout(this.#nodes, this.#blocks);
    this.#graph.layout = layout;
    this.#graph.selected = null;
    this.#search(this.memory.value.filter);
  }

  #search(filter: string): void {
    const wanted = filter.toLowerCase();
    const has = ({ operator, name, inputs, outputs }: OnnxGraphNode): boolean =>
      [operator, name, ...inputs, ...outputs].some((text) => text.toLowerCase().includes(wanted));
    const found = (this.#graph.layout?.boxes ?? []).filter(
      ({ from, to }) => wanted !== "" && this.#nodes.slice(from, to).some(has),
    );
    this.#graph.found = new Set(found.map(({ id }) => id));
  }

  /** Goes to the match behind the chosen box, and from the last one to the first. */
  readonly #next = (): void => {
    const matches = [...this.#graph.found];
    const from = this.#graph.selected ?? -1;
    const id = matches.find((match) => match > from) ?? matches[0];
    if (id === undefined) return;
    this.#graph.selected = id;
    this.#graph.reveal(id);
    this.requestUpdate();
  };

  readonly #ask = (index: number): void => {
    this.#statistics.set(index, "asked");
    this.requestUpdate();
    this.#host
      .request("onnx/statistics", { path: this.#path, index })
      .catch((error: unknown) => ({ failure: messageOf(error) }))
      .then((found) => {
        this.#statistics.set(index, found);
        this.requestUpdate();
      });
  };

  #graphTab(model: OnnxInspection): TemplateResult {
    const { selected } = this.#graph;
    const block = selected === null ? undefined : this.#blocks[selected];
    const left = this.#nodeCount - this.#nodes.length;
    return html`${left > 0 ? html`<p class="muted">The first ${this.#nodes.length.toLocaleString("en-US")} nodes are drawn.</p>` : null}
    <div class="onnx-body">${this.#graph}${
      block === undefined
        ? operatorList(model)
        : nodeDetail(this.#nodes.slice(block.start, block.start + block.period * block.times), block.period)
    }</div>`;
  }

  #problemsTab({ problems, problemCount }: OnnxInspection): TemplateResult {
    const left = problemCount - problems.length;
    return problems.length === 0
      ? emptyState("No problems were found.")
      : html`<ul class="onnx-problems" data-testid="onnx-problems">
          ${problems.map(
            ({ severity, message, place }) =>
              html`<li><strong class=${severity === "error" ? "error-text" : ""}>${severity}</strong> ${message} <span class="muted">${place}</span></li>`,
          )}
        </ul>
        ${left > 0 ? html`<p class="muted">… and ${left} more</p>` : null}`;
  }

  protected override render(): TemplateResult {
    const { model } = this;
    const { tab, filter, sort, isCollapsed } = this.memory.value;
    if (model === null) {
      const nothing = this.isReading ? html`<p class="muted" role="status">Reading…</p>` : null;
      return html`<main class="page">${this.troubles()}<h1>${this.#name}</h1>${nothing}</main>`;
    }
    const found = this.#graph.found.size;
    const entries = [
      { id: "graph" as const, label: "Graph" },
      { id: "tensors" as const, label: "Initialisers", count: model.tensorCount },
      { id: "problems" as const, label: "Problems", count: model.problemCount },
    ];
    return html`<main class="page" data-testid="onnx-page">
      ${this.troubles()}
      <h1>${this.#name}</h1>
      ${modelFacts(model)}
      ${this.#madeBy()}
      <div class="toolbar" role="toolbar" aria-label="Model">
        ${button("Benchmark", () => this.act(() => this.#host.request("page/benchmark", {})), { secondary: true, icon: "dashboard", testId: "onnx-benchmark", title: "Measure how fast this model is here" })}
        ${button("Optimise", () => this.act(() => this.#host.request("page/optimise", {})), { secondary: true, icon: "fold-down", testId: "onnx-optimise", title: "Make smaller models of it, and tell what they gain and lose" })}
        ${filterField(
          "Search",
          filter,
          (text) => {
            this.remember({ filter: text });
            this.#search(text);
          },
          "onnx-search",
        )}
        ${
          tab !== "graph"
            ? null
            : html`${button("Next", this.#next, { secondary: true, testId: "onnx-next", disabled: found === 0 })}
              <span class="muted" role="status">${filter === "" ? "" : `${found} found`}</span>
              ${checkbox(
                "Collapse repeated blocks",
                isCollapsed,
                (on) => {
                  this.remember({ isCollapsed: on });
                  this.#draw();
                },
                "onnx-collapse",
              )}`
        }
      </div>
      ${tabs(
        entries,
        tab,
        (id) => this.remember({ tab: id }),
        () => {
          if (tab === "graph") return this.#graphTab(model);
          if (tab === "problems") return this.#problemsTab(model);
          const onSort = (next: OnnxMemory["sort"]): void => this.remember({ sort: next });
          return tensorTable({ model, filter, statistics: this.#statistics, sort, onSort, onAsk: this.#ask });
        },
      )}
    </main>`;
  }
}

customElements.define("tidemark-onnx-page", OnnxPage);
