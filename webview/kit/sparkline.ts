import { html, svg, type TemplateResult } from "lit";

const width = 110;
const height = 22;
const margin = 3;

/** A line over versions, from its lowest to its highest value; a flat one lies in the middle. What is null is a gap. */
export function sparkline(
  values: readonly (number | null)[],
  names: readonly string[],
  words: (value: number) => string,
): TemplateResult {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const x = (at: number): number =>
    values.length === 1 ? width / 2 : margin + (at * (width - 2 * margin)) / (values.length - 1);
  const y = (value: number): number =>
    high === low ? height / 2 : height - margin - ((value - low) * (height - 2 * margin)) / (high - low);
  const points = values.map((value, at) => (value === null ? null : { x: x(at), y: y(value), value, at }));
  const path = points
    .map((point, at) => {
      if (point === null) return "";
      const isFirst = at === 0 || points[at - 1] === null;
      return `${isFirst ? "M" : "L"}${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
    })
    .join("");
  const label = values.map((value, at) => `${names[at]} ${value === null ? "none" : words(value)}`).join(", ");
  return html`<svg class="sparkline" role="img" aria-label=${label} viewBox="0 0 ${width} ${height}" width=${width} height=${height}>
    <path d=${path}></path>
    ${points.map((point) => (point === null ? null : svg`<circle cx=${point.x} cy=${point.y} r="2.2"><title>${names[point.at]}: ${words(point.value)}</title></circle>`))}
  </svg>`;
}
