import { html, svg, type TemplateResult } from "lit";
import type { Drawing, Shape } from "../../src/protocol/driftReport/charts.ts";

/** A drawing with a caption; nothing where there is nothing to draw. */
export const figure = (caption: string, drawing: Drawing | null): TemplateResult | null =>
  drawing === null
    ? null
    : html`<figure class="drawing">
        <svg
          viewBox="0 0 ${drawing.width} ${drawing.height}"
          width=${drawing.width}
          height=${drawing.height}
          role="img"
          aria-label=${drawing.label}
        >
          ${drawing.shapes.map(shapeOf)}
        </svg>
        <figcaption class="muted">${caption}</figcaption>
      </figure>`;

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
