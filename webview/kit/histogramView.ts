import { html, svg, type TemplateResult } from "lit";
import type { Histogram } from "../../src/protocol/profileEntities.ts";

/** Bars of equal width; the highest is as high as the picture. @param words of a value of the axis */
export function histogramView(
  { bins, below, above }: Histogram,
  size: "small" | "large",
  words: (value: number) => string,
): TemplateResult {
  const highest = Math.max(1, ...bins.map(({ count }) => count));
  const [first, last] = [words(bins[0]?.from ?? 0), words(bins.at(-1)?.to ?? 0)];
  const bars = bins.map(({ from, to, count }, index) => {
    const height = count === 0 ? 0 : Math.max(1.5, (100 * count) / highest);
    return svg`<rect x=${index * 10 + 0.5} y=${100 - height} width="9" height=${height}><title>${words(from)} to ${words(to)}: ${count.toLocaleString("en")}</title></rect>`;
  });
  const picture = html`<svg
    class="histogram ${size}"
    viewBox="0 0 ${bins.length * 10} 100"
    preserveAspectRatio="none"
    role="img"
    aria-label=${`Histogram, ${first} to ${last}`}
  >
    ${bars}
  </svg>`;
  if (size === "small") return picture;
  const beyond = [
    below > 0 ? `${below.toLocaleString("en")} below` : "",
    above > 0 ? `${above.toLocaleString("en")} above` : "",
  ].filter((part) => part !== "");
  return html`${picture}
    <div class="axis-labels"><span>${first}</span><span>${last}</span></div>
    ${beyond.length === 0 ? null : html`<p class="muted">Not in the picture: ${beyond.join(", ")}.</p>`}`;
}
