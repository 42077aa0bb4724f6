import { html, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { repeat } from "lit/directives/repeat.js";
import type { SpanSummary } from "../../../src/protocol/traceEntities.ts";
import { icon } from "../../kit/icon.ts";
import { inlineStyle } from "../../kit/inlineStyle.ts";
import { formatSpanTime } from "./spanTime.ts";
import { lengthOf, placeOf, type SpanLine, spanKey, spanLines } from "./spanTree.ts";

interface WaterfallDeps {
  readonly chosen: string | null;
  readonly closed: ReadonlySet<string>;
  readonly choose: (spanId: string) => void;
  readonly toggle: (spanId: string) => void;
}

/** Deeper levels are not indented further, so that names stay in sight. */
const deepestIndent = 12;

/** The spans of a trace as a tree, each with a bar for when it ran. */
export function waterfall(spans: readonly SpanSummary[], deps: WaterfallDeps): TemplateResult {
  const lines = spanLines(spans, deps.closed);
  const length = lengthOf(spans);
  const tabStop = lines.some(({ span }) => span.id === deps.chosen) ? deps.chosen : lines[0]?.span.id;
  const onKey = (event: KeyboardEvent): void => {
    const move = spanKey(lines, deps.chosen, event.key);
    if (move === null) return;
    event.preventDefault();
    if ("toggle" in move) {
      deps.toggle(move.toggle);
      return;
    }
    deps.choose(move.choose);
    const tree = event.currentTarget;
    if (!(tree instanceof HTMLElement)) return;
    [...tree.querySelectorAll<HTMLElement>("[data-span]")].find((line) => line.dataset.span === move.choose)?.focus();
  };
  return html`<div class="waterfall" role="tree" aria-label="Spans" data-testid="waterfall" @keydown=${onKey}>
    ${repeat(
      lines,
      ({ span }) => span.id,
      (line) => spanLine(line, length, line.span.id === tabStop, deps),
    )}
  </div>`;
}

function spanLine(line: SpanLine, length: number, tabStop: boolean, deps: WaterfallDeps): TemplateResult {
  const { span, depth, children, open } = line;
  const isChosen = span.id === deps.chosen;
  const { from, width } = placeOf(span, length);
  const time = span.duration === null ? "not ended" : formatSpanTime(span.duration);
  const kind = span.type === null || span.type === "UNKNOWN" ? null : span.type;
  return html`<button
    type="button"
    class="span-line ${isChosen ? "chosen" : ""} ${span.status === "ERROR" ? "failed" : ""}"
    role="treeitem"
    aria-level=${depth + 1}
    aria-selected=${String(isChosen)}
    aria-expanded=${ifDefined(children === 0 ? undefined : String(open))}
    aria-label=${`${span.name}, ${kind === null ? "" : `${kind}, `}${time}${span.status === "ERROR" ? ", failed" : ""}`}
    tabindex=${tabStop ? 0 : -1}
    data-span=${span.id}
    data-testid="span"
    title=${`${span.name} · from ${formatSpanTime(span.start)} · ${time}`}
    @click=${() => deps.choose(span.id)}
    @dblclick=${() => (children === 0 ? undefined : deps.toggle(span.id))}
  >
    <span class="span-name" ${inlineStyle({ "padding-left": `${Math.min(depth, deepestIndent) * 14}px` })}>
      <span class="twistie" @click=${(event: Event) => twist(event, line, deps)}>
        ${children === 0 ? null : icon(open ? "chevron-down" : "chevron-right")}
      </span>
      ${span.status === "ERROR" ? icon("error") : null}
      <span class="cut">${span.name}</span>
      ${kind === null ? null : html`<span class="muted span-kind">${kind}</span>`}
    </span>
    <span class="span-track">
      <span class="span-bar" ${inlineStyle({ left: `${from * 100}%`, width: `max(2px, ${width * 100}%)` })}></span>
    </span>
    <span class="span-time ${span.duration === null ? "muted" : ""}">${time}</span>
  </button>`;
}

function twist(event: Event, { span, children }: SpanLine, { toggle }: WaterfallDeps): void {
  if (children === 0) return;
  event.stopPropagation();
  toggle(span.id);
}
