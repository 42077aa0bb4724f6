import { html, type TemplateResult } from "lit";
import { formatNumber } from "../../src/protocol/format.ts";
import type { ChartCanvas } from "./chartCanvas.ts";
import type { CursorRow } from "./chartCursor.ts";
import { inlineStyle } from "./inlineStyle.ts";
import { seriesSwatch } from "./swatch.ts";

const rowsShown = 10;

/** The vertical line and a ring on each line at the crosshair. */
export function cursorLines(canvas: ChartCanvas, x: number, rows: readonly CursorRow[]): TemplateResult {
  const { top, bottom } = canvas.area;
  const line = { left: `${canvas.pixelAt(x)}px`, top: `${top}px`, height: `${bottom - top}px` };
  return html`<div class="cursor-line" ${inlineStyle(line)}></div>
    ${rows.map((row) => {
      const y = canvas.yPixelAt(row.smoothed ?? row.value);
      if (!Number.isFinite(y) || row.drawn.faded) return null;
      const ring = { left: `${canvas.pixelAt(row.x)}px`, top: `${y}px`, "border-color": row.drawn.style.color };
      return html`<div class="cursor-ring" ${inlineStyle(ring)}></div>`;
    })}`;
}

/** What every run says at the crosshair, on the side where there is room. */
export function tooltip(
  canvas: ChartCanvas,
  x: number,
  title: string,
  rows: readonly CursorRow[],
  named: boolean,
  highlight: string | null,
): TemplateResult {
  const { left, right } = canvas.area;
  const pixel = canvas.pixelAt(x);
  const onLeft = pixel > (left + right) / 2;
  const place = onLeft
    ? { right: `calc(100% - ${pixel - 12}px)`, left: "auto" }
    : { right: "auto", left: `${pixel + 12}px` };
  const smoothed = rows.some((row) => row.smoothed !== null);
  return html`<div class="chart-tooltip" ${inlineStyle(place)} data-testid="chart-tooltip" aria-hidden="true">
    <div class="tooltip-title">${title}</div>
    <table>
      ${rows.slice(0, rowsShown).map(
        (row) => html`<tr class=${row.drawn.run.id === highlight ? "strong" : ""}>
          <td>${seriesSwatch(row.drawn.style)}</td>
          ${named ? html`<td class="tooltip-name">${row.drawn.run.name}</td>` : null}
          <td class="number">${formatNumber(row.value)}</td>
          ${smoothed ? html`<td class="number muted">${row.smoothed === null ? "" : `≈ ${formatNumber(row.smoothed)}`}</td>` : null}
        </tr>`,
      )}
    </table>
    ${rows.length > rowsShown ? html`<div class="muted">and ${rows.length - rowsShown} more</div>` : null}
  </div>`;
}
