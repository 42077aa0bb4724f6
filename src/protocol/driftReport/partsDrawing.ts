import type { DriftVerdict } from "../driftEntities.ts";
import type { DriftPartColumn } from "../driftPartEntities.ts";
import { formatNumber } from "../format.ts";
import type { Drawing, Meaning, Shape } from "./charts.ts";
import type { DriftParts, Part } from "./parts.ts";
import { verdictTitles } from "./words.ts";

const width = 300;
const margin = 6;
const plot = 84;
const foot = 16;
const line = 16;
const labels = 96;
/** A change so many times as large as matters fills the plot: beyond that its size says no more. */
const largest = 4;

const meanings: Readonly<Record<DriftVerdict, Meaning>> = {
  drift: "drift",
  "no drift": "quiet",
  "too small to tell": "unclear",
};
const marks: Readonly<Record<DriftVerdict, string>> = { drift: "!", "no drift": "", "too small to tell": "?" };

/**
 * How much one column changed in each part, as bars: the line is what matters. Windows stand from left to right, slices
 * below each other. All columns have the same scale.
 */
export function partsDrawing(name: string, { of, parts }: DriftParts): Drawing {
  const bars = parts.map((part) => barOf(part, name));
  const drifted = bars.filter(({ verdict }) => verdict === "drift").length;
  const label = `${name}: drift in ${drifted} of ${parts.length} ${of}. ${bars.map(({ title }) => title).join("; ")}`;
  return of === "windows" ? upright(bars, parts, label) : lying(bars, parts, label);
}

interface Bar {
  /** How many times as large as what matters; null where there was nothing to compare. */
  readonly size: number | null;
  readonly verdict: DriftVerdict;
  readonly title: string;
}

function barOf({ label, rows, columns }: Part, name: string): Bar {
  const found = columns.find((column) => column.name === name);
  const size = sizeOf(found);
  if (found === undefined || size === null) {
    return { size: null, verdict: "too small to tell", title: `${label} (${rows} rows): nothing to compare` };
  }
  const title = `${label} (${rows} rows): ${formatNumber(found.effect ?? 0, 2)}, ${verdictTitles[found.verdict].toLowerCase()}`;
  return { size: Math.min(largest, size), verdict: found.verdict, title };
}

const sizeOf = (column: DriftPartColumn | undefined): number | null =>
  column === undefined || column.effect === null || column.minimumEffect === null
    ? null
    : column.effect / column.minimumEffect;

function upright(bars: readonly Bar[], parts: readonly Part[], label: string): Drawing {
  const step = (width - 2 * margin) / Math.max(1, bars.length);
  const base = margin + 10 + plot;
  const y = (size: number): number => base - (size / largest) * plot;
  const wide = Math.min(28, Math.max(2, step * 0.8));
  const shapes = bars.flatMap(({ size, verdict, title }, i): Shape[] => {
    const x = margin + (i + 0.5) * step;
    if (size === null) return [text(x, base - 3, "–", "middle")];
    const top = Math.min(y(size), base - 1);
    return [
      { kind: "rect", x: x - wide / 2, y: top, width: wide, height: base - top, of: meanings[verdict], title },
      ...(step >= 8 && marks[verdict] !== "" ? [text(x, top - 3, marks[verdict], "middle")] : []),
    ];
  });
  return {
    width,
    height: base + foot,
    label,
    shapes: [
      ...shapes,
      { kind: "path", d: `M${margin} ${y(1)}H${width - margin}`, of: "limit" },
      { kind: "path", d: `M${margin} ${base}H${width - margin}`, of: "axis" },
      text(margin, base + foot - 4, parts[0]?.label ?? "", "start"),
      ...(parts.length < 2 ? [] : [text(width - margin, base + foot - 4, parts.at(-1)?.label ?? "", "end")]),
    ],
  };
}

function lying(bars: readonly Bar[], parts: readonly Part[], label: string): Drawing {
  const height = 2 * margin + line * bars.length;
  const end = width - margin - 12;
  const x = (size: number): number => labels + (size / largest) * (end - labels);
  const shapes = bars.flatMap(({ size, verdict, title }, i): Shape[] => {
    const y = margin + i * line;
    const name = text(labels - 6, y + 11, shortened(parts[i]?.label ?? ""), "end");
    if (size === null) return [name, text(labels + 4, y + 11, "–", "start")];
    const right = Math.max(x(size), labels + 1);
    return [
      name,
      { kind: "rect", x: labels, y: y + 2, width: right - labels, height: line - 5, of: meanings[verdict], title },
      ...(marks[verdict] === "" ? [] : [text(right + 3, y + 11, marks[verdict], "start")]),
    ];
  });
  return {
    width,
    height,
    label,
    shapes: [
      ...shapes,
      { kind: "path", d: `M${x(1)} ${margin}V${height - margin}`, of: "limit" },
      { kind: "path", d: `M${labels} ${margin}V${height - margin}`, of: "axis" },
    ],
  };
}

const shortened = (label: string): string => (label.length > 15 ? `${label.slice(0, 14)}…` : label);

const text = (x: number, y: number, words: string, anchor: "start" | "middle" | "end"): Shape => ({
  kind: "text",
  x,
  y,
  text: words,
  anchor,
});
