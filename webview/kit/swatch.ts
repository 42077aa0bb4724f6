import { html, svg, type TemplateResult } from "lit";
import type { PointShape, SeriesStyle } from "./palette.ts";

/** How each shape is drawn in a box from −4 to 4; shared by legends and the exported page. */
export const shapePaths: Readonly<Record<PointShape, string>> = {
  circle: "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z",
  triangle: "M0-3.5L3.3 2.5L-3.3 2.5Z",
  rect: "M-2.6-2.6H2.6V2.6H-2.6Z",
  rectRounded: "M-1.6-2.8H1.6Q2.8-2.8 2.8-1.6V1.6Q2.8 2.8 1.6 2.8H-1.6Q-2.8 2.8-2.8 1.6V-1.6Q-2.8-2.8-1.6-2.8Z",
  rectRot: "M0-3.7L3.7 0L0 3.7L-3.7 0Z",
  cross: "M-3.5 0H3.5M0-3.5V3.5",
  crossRot: "M-2.7-2.7L2.7 2.7M2.7-2.7L-2.7 2.7",
  star: "M-3.5 0H3.5M0-3.5V3.5M-2.5-2.5L2.5 2.5M2.5-2.5L-2.5 2.5",
};

/** A piece of the run's line with its shape, as legends show it. */
export const seriesSwatch = (style: SeriesStyle): TemplateResult => html`<svg
  class="swatch"
  viewBox="-11 -5 22 10"
  width="22"
  height="10"
  aria-hidden="true"
>
  ${svg`<line x1="-11" x2="11" y1="0" y2="0" stroke=${style.color} stroke-width="1.75" stroke-dasharray=${style.dash.join(" ")}></line>
  <path d=${shapePaths[style.shape]} fill=${style.color} stroke=${style.color} stroke-width="1.25"></path>`}
</svg>`;
