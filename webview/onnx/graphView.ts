import { html, type PropertyValues, type SVGTemplateResult, svg, type TemplateResult } from "lit";
import { button } from "../kit/controls.ts";
import { data, LightElement } from "../kit/lightElement.ts";
import { boxHeight, boxWidth, type GraphBox, type GraphLayout } from "./graphLayout.ts";
import { atStart, centred, fitted, type Size, type Viewport, zoomed } from "./viewport.ts";

/** Below this size words can't be read, and are not drawn. */
const readable = 0.35;
const step = 80;

/** Draws what is in sight of a graph. Dragging and arrows move it, the wheel and + and - zoom. */
export class GraphView extends LightElement {
  static override properties = { layout: data, found: data, selected: data, view: data };
  declare layout: GraphLayout | null;
  /** The boxes that were searched for. */
  declare found: ReadonlySet<number>;
  declare selected: number | null;
  declare private view: Viewport;

  onSelect: (id: number) => void = () => undefined;
  #frame: Size = { width: 800, height: 500 };
  readonly #observer = new ResizeObserver(() => this.#measure());
  #drag: { readonly id: number; readonly x: number; readonly y: number; readonly from: Viewport } | null = null;

  constructor() {
    super();
    this.layout = null;
    this.found = new Set();
    this.selected = null;
    this.view = { x: 0, y: 0, scale: 1 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  /** Brings a box into the middle. */
  reveal(id: number): void {
    const box = this.layout?.boxes[id];
    if (box === undefined) return;
    const scale = Math.max(this.view.scale, 0.8);
    this.view = centred(scale, box.x + boxWidth / 2, box.y + boxHeight / 2, this.#frame);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("layout") && this.layout !== null) {
      this.#measure();
      const all = fitted(this.layout, this.#frame);
      this.view = all.scale >= readable ? all : atStart(this.layout, this.#frame);
    }
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this;
    if (width === 0 || height === 0) return;
    this.#frame = { width, height };
    this.requestUpdate();
  }

  readonly #wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const frame = this.getBoundingClientRect();
    this.view = zoomed(this.view, Math.exp(-event.deltaY / 400), event.clientX - frame.left, event.clientY - frame.top);
  };

  readonly #down = (event: PointerEvent): void => {
    this.#drag = { id: event.pointerId, x: event.clientX, y: event.clientY, from: this.view };
  };

  readonly #move = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag?.id !== event.pointerId || event.buttons === 0) return;
    const { from } = drag;
    this.view = {
      ...from,
      x: from.x - (event.clientX - drag.x) / from.scale,
      y: from.y - (event.clientY - drag.y) / from.scale,
    };
  };

  #zoom(factor: number): void {
    this.view = zoomed(this.view, factor, this.#frame.width / 2, this.#frame.height / 2);
  }

  readonly #fit = (): void => {
    if (this.layout !== null) this.view = fitted(this.layout, this.#frame);
  };

  #shift(x: number, y: number): void {
    this.view = { ...this.view, x: this.view.x + x / this.view.scale, y: this.view.y + y / this.view.scale };
  }

  readonly #key = (event: KeyboardEvent): void => {
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.#shift(-step, 0),
      ArrowRight: () => this.#shift(step, 0),
      ArrowUp: () => this.#shift(0, -step),
      ArrowDown: () => this.#shift(0, step),
      PageUp: () => this.#shift(0, -this.#frame.height),
      PageDown: () => this.#shift(0, this.#frame.height),
      "+": () => this.#zoom(1.25),
      "=": () => this.#zoom(1.25),
      "-": () => this.#zoom(0.8),
      "0": this.#fit,
    };
    const action = actions[event.key];
    if (action === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    action();
  };

  #box(box: GraphBox): SVGTemplateResult {
    const kind = this.selected === box.id ? "chosen" : this.found.has(box.id) ? "match" : "";
    const isBlock = box.to - box.from > 1;
    const words =
      this.view.scale < readable
        ? null
        : svg`<text x="10" y="17" class="title">${clipped(box.title, 22)}</text>
            <text x="10" y="32" class="detail">${clipped(box.detail, 27)}</text>`;
    return svg`<g transform="translate(${box.x} ${box.y})" class="box ${kind} ${isBlock ? "block" : ""}"
      data-testid="onnx-box" @click=${() => this.onSelect(box.id)}>
      <title>${box.title}: ${box.detail}</title>
      <rect width=${boxWidth} height=${boxHeight} rx="4"></rect>${words}</g>`;
  }

  protected override render(): TemplateResult {
    const { layout, view } = this;
    const { width, height } = this.#frame;
    const right = view.x + width / view.scale;
    const bottom = view.y + height / view.scale;
    const boxes = layout?.boxes ?? [];
    const seen = boxes.filter(
      ({ x, y }) => x + boxWidth >= view.x && x <= right && y + boxHeight >= view.y && y <= bottom,
    );
    const lines = (layout?.edges ?? []).flatMap(({ from, to }) => {
      const start = boxes[from];
      const end = boxes[to];
      if (start === undefined || end === undefined || end.y < view.y || start.y + boxHeight > bottom) return [];
      const near = from === this.selected || to === this.selected;
      return [svg`<path d=${curve(start, end)} class=${near ? "near" : ""}></path>`];
    });
    return html`<svg width=${width} height=${height} tabindex="0" role="application"
        aria-label="Graph with ${boxes.length} boxes. Arrows move, plus and minus zoom, 0 shows all."
        data-testid="onnx-graph" @wheel=${this.#wheel} @pointerdown=${this.#down} @pointermove=${this.#move} @keydown=${this.#key}>
        <g transform="scale(${view.scale}) translate(${-view.x} ${-view.y})">${lines}${seen.map((box) => this.#box(box))}</g>
      </svg>
      <div class="onnx-zoom" role="toolbar" aria-label="Zoom">
        ${button("Zoom in", () => this.#zoom(1.25), { secondary: true, icon: "zoom-in" })}
        ${button("Zoom out", () => this.#zoom(0.8), { secondary: true, icon: "zoom-out" })}
        ${button("Show all", this.#fit, { secondary: true, icon: "screen-normal" })}
      </div>`;
  }
}

const clipped = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

function curve(from: GraphBox, to: GraphBox): string {
  const x = from.x + boxWidth / 2;
  const y = from.y + boxHeight;
  const endX = to.x + boxWidth / 2;
  const half = (to.y - y) / 2;
  return `M${x} ${y}C${x} ${y + half} ${endX} ${to.y - half} ${endX} ${to.y}`;
}

customElements.define("tidemark-onnx-graph", GraphView);
