import { html, svg, type TemplateResult } from "lit";
import { chartTheme } from "../../kit/theme.ts";
import type { Brushes } from "./brushes.ts";
import { scaleColor } from "./colorScale.ts";
import type { Dimension, Plotted } from "./plotted.ts";
import { shortened } from "./shortened.ts";

export const parallelArea = { height: 360, top: 44, bottom: 330, side: 70, gap: 140 } as const;

/** Lines of so many colours are as many paths, however many runs there are. */
const shades = 16;

interface ParallelOptions {
  readonly data: Plotted;
  readonly axes: readonly Dimension[];
  /** What the lines are coloured by. */
  readonly color: Dimension | undefined;
  readonly brushes: Brushes;
  readonly isIn: readonly boolean[];
  readonly onBrush: (event: PointerEvent, axis: Dimension) => void;
  /** An axis changes places with its neighbour. */
  readonly onMove: (axis: number, by: -1 | 1) => void;
  readonly onDrag: (event: PointerEvent, axis: number) => void;
}

export const axisAt = (axis: number): number => parallelArea.side + axis * parallelArea.gap;
const heightAt = (place: number): number => parallelArea.bottom - place * (parallelArea.bottom - parallelArea.top);

/** A line for each run through its value on each axis; what a run lacks lies below the axis. */
export function parallelChart(options: ParallelOptions): TemplateResult {
  const { data, axes, isIn } = options;
  const width = axisAt(axes.length - 1) + parallelArea.side;
  const { kind } = chartTheme();
  const color = options.color;
  const paths = pathsOf(options);
  return html`<div class="parallel-scroll" tabindex="0" role="region" aria-label="Parallel coordinates">
    <svg class="runs-parallel" viewBox="0 0 ${width} ${parallelArea.height}" width=${width} height=${parallelArea.height} role="group" data-testid="runs-parallel"
      aria-label=${`${data.runs.length} runs as lines over ${axes.map(({ label }) => label).join(", ")}`}>
      <path class="parallel-out" d=${paths.out} />
      ${paths.in.map((d, shade) =>
        d === ""
          ? null
          : svg`<path class="parallel-in" d=${d} stroke=${color === undefined ? chartTheme().accent : scaleColor(color.scale, shadePlace(color, shade), kind)} />`,
      )}
      ${axes.map((axis, index) => axisView(axis, index, options))}
    </svg>
  </div>
  <p class="sr-only" aria-live="polite">${isIn.filter(Boolean).length} of ${data.runs.length} runs are chosen.</p>`;
}

function shadeOf({ scale }: Dimension, place: number): number {
  const count = scale.kind === "categories" ? scale.categories.length : shades;
  return Math.min(count - 1, Math.floor(place * count));
}

function shadePlace({ scale }: Dimension, shade: number): number {
  const count = scale.kind === "categories" ? scale.categories.length : shades;
  return (shade + 0.5) / count;
}

/** The lines of the runs that are in, by shade of colour, and of those that are not. */
function pathsOf({ data, axes, color, isIn }: ParallelOptions): {
  readonly in: readonly string[];
  readonly out: string;
} {
  const count = color?.scale.kind === "categories" ? color.scale.categories.length : shades;
  const within = Array.from({ length: count }, (): string[] => []);
  const out: string[] = [];
  for (const run of data.runs.keys()) {
    const line = axes.map(({ scale, cells }, axis) => {
      const place = scale.place(cells[run] ?? null);
      return `${axis === 0 ? "M" : "L"}${axisAt(axis)} ${place === null ? parallelArea.bottom + 14 : Math.round(10 * heightAt(place)) / 10}`;
    });
    const shade = color === undefined ? 0 : shadeOf(color, color.scale.place(color.cells[run] ?? null) ?? 0);
    const group = isIn[run] === true ? within[shade] : out;
    group?.push(line.join(""));
  }
  return { in: within.map((lines) => lines.join("")), out: out.join("") };
}

function axisView(axis: Dimension, index: number, options: ParallelOptions): TemplateResult {
  const x = axisAt(index);
  const brush = options.brushes.get(axis.id);
  const { onBrush, onDrag, onMove } = options;
  const keyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    onMove(index, event.key === "ArrowLeft" ? -1 : 1);
  };
  return svg`<g class="parallel-axis">
    <line x1=${x} x2=${x} y1=${parallelArea.top} y2=${parallelArea.bottom} />
    ${axis.scale.ticks.map(
      ({ place, label }) =>
        svg`<text x=${x + 6} y=${heightAt(place) + 4}><title>${label}</title>${shortened(label, 14)}</text>`,
    )}
    <rect class="parallel-reach" x=${x - 14} y=${parallelArea.top - 4} width="28" height=${parallelArea.bottom - parallelArea.top + 8}
      data-testid="parallel-axis" @pointerdown=${(event: PointerEvent) => onBrush(event, axis)}><title>Drag to choose runs by ${axis.label}; click to choose all</title></rect>
    ${
      brush === undefined
        ? null
        : svg`<rect class="parallel-brush" x=${x - 7} y=${heightAt(brush.to)} width="14" height=${Math.max(2, heightAt(brush.from) - heightAt(brush.to))} />`
    }
    <text class="parallel-name" x=${x} y="20" text-anchor="middle" tabindex="0" role="button" data-testid="parallel-name"
      aria-label=${`${axis.label}: moved by the left and right arrow keys`}
      @keydown=${keyDown} @pointerdown=${(event: PointerEvent) => onDrag(event, index)}><title>${axis.label}: drag it, or move it by the arrow keys</title>${shortened(axis.label, 19)}</text>
    ${axis.scale.kind === "logarithmic" ? svg`<text class="parallel-log" x=${x} y="34" text-anchor="middle">logarithmic</text>` : null}
  </g>`;
}
