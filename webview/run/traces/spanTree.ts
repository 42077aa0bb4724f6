import type { SpanSummary } from "../../../src/protocol/traceEntities.ts";

/** A line of the waterfall as it stands. */
export interface SpanLine {
  readonly span: SpanSummary;
  readonly depth: number;
  readonly children: number;
  readonly open: boolean;
}

/**
 * The spans of a trace as lines, each below its parent in the order they began. A span whose parent is not there stands
 * at the top, and so does one that would be its own ancestor: whatever a script sends, every span is shown once.
 */
export function spanLines(spans: readonly SpanSummary[], closed: ReadonlySet<string>): readonly SpanLine[] {
  const ids = new Set(spans.map(({ id }) => id));
  const children = new Map<string | null, SpanSummary[]>();
  for (const span of spans) {
    const parent = span.parentId !== null && ids.has(span.parentId) ? span.parentId : null;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [span]);
    else siblings.push(span);
  }
  const lines: SpanLine[] = [];
  const reached = new Set<string>();
  const walk = (top: readonly SpanSummary[]): void => {
    // A stack of its own: a chain may be deeper than calls may nest.
    const waiting = top.map((span) => ({ span, depth: 0, shown: true })).reverse();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { span, depth, shown } = next;
      if (reached.has(span.id)) continue;
      reached.add(span.id);
      const own = children.get(span.id) ?? [];
      const open = own.length > 0 && !closed.has(span.id);
      if (shown) lines.push({ span, depth, children: own.length, open });
      for (const child of own.toReversed()) waiting.push({ span: child, depth: depth + 1, shown: shown && open });
    }
  };
  walk(children.get(null) ?? []);
  for (const span of spans) if (!reached.has(span.id)) walk([span]);
  return lines;
}

export type SpanMove = { readonly choose: string } | { readonly toggle: string } | null;

/** What a key does to the waterfall, as in the editor's own trees: arrows walk, open and close. */
export function spanKey(lines: readonly SpanLine[], chosen: string | null, key: string): SpanMove {
  const index = Math.max(
    0,
    lines.findIndex(({ span }) => span.id === chosen),
  );
  const line = lines[index];
  if (line === undefined) return null;
  const choose = (target: SpanLine | undefined): SpanMove => (target === undefined ? null : { choose: target.span.id });
  switch (key) {
    case "ArrowDown":
      return choose(lines[index + 1]);
    case "ArrowUp":
      return choose(lines[index - 1]);
    case "Home":
      return choose(lines[0]);
    case "End":
      return choose(lines.at(-1));
    case "ArrowRight":
      if (line.children === 0) return null;
      return line.open ? choose(lines[index + 1]) : { toggle: line.span.id };
    case "ArrowLeft":
      if (line.open) return { toggle: line.span.id };
      return choose(lines.slice(0, index).findLast(({ depth }) => depth < line.depth));
    default:
      return null;
  }
}

/** Where a span lies in its trace, both from 0 to 1; one that has not ended reaches to the end. */
export function placeOf(span: SpanSummary, length: number): { readonly from: number; readonly width: number } {
  if (length <= 0) return { from: 0, width: 1 };
  const from = Math.min(1, Math.max(0, span.start / length));
  return { from, width: Math.min(1 - from, Math.max(0, (span.duration ?? length) / length)) };
}

/** How long the spans take together, from the first's beginning to the last's end; in milliseconds. */
export const lengthOf = (spans: readonly SpanSummary[]): number =>
  spans.reduce((end, { start, duration }) => Math.max(end, start + (duration ?? 0)), 0);
