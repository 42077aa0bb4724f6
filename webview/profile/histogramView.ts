import { html, svg, type TemplateResult } from "lit";
import { formatNumber } from "../../src/protocol/format.ts";
import type { ColumnProfile, Histogram } from "../../src/protocol/profileEntities.ts";

/** A value of a histogram's axis in words: a number, or a day. */
export const axisWords = (value: number, kind: ColumnProfile["kind"]): string =>
  kind === "time" ? new Date(value * 1000).toISOString().slice(0, 10) : formatNumber(value, 4);

/** Bars of equal width; the highest is as high as the picture. */
export function histogramView(
  { bins, below, above }: Histogram,
  size: "small" | "large",
  kind: ColumnProfile["kind"],
): TemplateResult {
  const highest = Math.max(1, ...bins.map(({ count }) => count));
  const [first, last] = [bins[0], bins.at(-1)];
  const words = `${axisWords(first?.from ?? 0, kind)} to ${axisWords(last?.to ?? 0, kind)}`;
  const bars = bins.map(({ from, to, count }, index) => {
    const height = count === 0 ? 0 : Math.max(1.5, (100 * count) / highest);
    return svg`<rect x=${index * 10 + 0.5} y=${100 - height} width="9" height=${height}><title>${axisWords(from, kind)} to ${axisWords(to, kind)}: ${count.toLocaleString("en")}</title></rect>`;
  });
  const picture = html`<svg
    class="histogram ${size}"
    viewBox="0 0 ${bins.length * 10} 100"
    preserveAspectRatio="none"
    role="img"
    aria-label=${`Histogram, ${words}`}
  >
    ${bars}
  </svg>`;
  if (size === "small") return picture;
  const beyond = [
    below > 0 ? `${below.toLocaleString("en")} below` : "",
    above > 0 ? `${above.toLocaleString("en")} above` : "",
  ].filter((part) => part !== "");
  return html`${picture}
    <div class="axis-labels"><span>${axisWords(first?.from ?? 0, kind)}</span><span>${axisWords(last?.to ?? 0, kind)}</span></div>
    ${beyond.length === 0 ? null : html`<p class="muted">Not in the picture: ${beyond.join(", ")}.</p>`}`;
}
