import { html, svg, type TemplateResult } from "lit";
import type { Drawing, Shape } from "../../src/protocol/driftReport/charts.ts";

/** A drawing with a caption; nothing where there is nothing to draw. */
export const figure = (caption: string, drawing: Drawing | null): TemplateResult | null =>
  drawing === null
    ? null
    : html`<figure class="drawing">
        ${drawn(drawing)}
        <figcaption class="muted">${caption}</figcaption>
      </figure>`;

/** The drawing alone. */
export const drawn = ({ width, height, label, shapes }: Drawing): TemplateResult => html`<svg
  viewBox="0 0 ${width} ${height}"
  width=${width}
  height=${height}
  role="img"
  aria-label=${label}
>
  ${shapes.map(shapeOf)}
</svg>`;

function shapeOf(shape: Shape): TemplateResult<2> {
  switch (shape.kind) {
    case "rect":
      return svg`<rect class=${shape.of} x=${shape.x} y=${shape.y} width=${shape.width} height=${shape.height}>${
        shape.title === undefined ? null : svg`<title>${shape.title}</title>`
      }</rect>`;
    case "path":
      return svg`<path class=${shape.of} d=${shape.d} />`;
    case "text":
      return svg`<text x=${shape.x} y=${shape.y} text-anchor=${shape.anchor}>${shape.text}</text>`;
  }
}
