import { svg, type TemplateResult } from "lit";
import type { ChartScale } from "./chartScale.ts";
import { shortened } from "./shortened.ts";

/** Where a chart draws, in its own units. */
export const area = { width: 760, height: 400, left: 92, right: 748, top: 14, bottom: 340 } as const;

export const xAt = (place: number): number => area.left + 8 + place * (area.right - area.left - 16);
export const yAt = (place: number): number => area.bottom - 8 - place * (area.bottom - area.top - 16);

interface Side {
  readonly scale: ChartScale;
  readonly label: string;
}

/** The lines of a chart's grid, with the words of both axes. */
export function axes(x: Side, y: Side): TemplateResult {
  const isCrowded = x.scale.ticks.length > 8;
  const length = isCrowded ? 14 : Math.max(8, Math.floor(90 / Math.max(1, x.scale.ticks.length)));
  return svg`<g class="chart-axes" aria-hidden="true">
    ${x.scale.ticks.map(({ place, label }) => {
      const at = xAt(place);
      return svg`<line x1=${at} x2=${at} y1=${area.top} y2=${area.bottom} />
        <text x=${at} y=${area.bottom + 16} text-anchor=${isCrowded ? "end" : "middle"}
          transform=${isCrowded ? `rotate(-30 ${at} ${area.bottom + 16})` : ""}><title>${label}</title>${shortened(label, length)}</text>`;
    })}
    ${y.scale.ticks.map(({ place, label }) => {
      const at = yAt(place);
      return svg`<line x1=${area.left} x2=${area.right} y1=${at} y2=${at} />
        <text x=${area.left - 6} y=${at + 4} text-anchor="end"><title>${label}</title>${shortened(label, 11)}</text>`;
    })}
    <text class="chart-name" x=${(area.left + area.right) / 2} y=${area.height - 6} text-anchor="middle">${nameOf(x)}</text>
    <text class="chart-name" text-anchor="middle" transform=${`translate(14 ${(area.top + area.bottom) / 2}) rotate(-90)`}>${nameOf(y)}</text>
  </g>`;
}

const nameOf = ({ scale, label }: Side): string => (scale.kind === "logarithmic" ? `${label} (logarithmic)` : label);
