import { escaped, htmlPage, svgOf } from "./markup.ts";
import { type DriftParts, partColumns, partsRule } from "./parts.ts";
import { partsDrawing } from "./partsDrawing.ts";

/** A comparison that was made part by part, as one page. @param sides what is compared, for people */
export const driftPartsHtml = (parts: DriftParts, sides: readonly string[]): string =>
  htmlPage(
    parts.words,
    `<h1>Drift part by part</h1>${sides.map((side) => `<p>${escaped(side)}</p>`).join("")}${partsSection(parts)}`,
  );

/** A small drawing for each column, those that drifted in the most parts first. */
export function partsSection(parts: DriftParts): string {
  const figures = partColumns(parts).map(
    (name) => `<figure><figcaption>${escaped(name)}</figcaption>${svgOf(partsDrawing(name, parts))}</figure>`,
  );
  return `<p class="lead">${escaped(parts.words)}</p>
${parts.note === "" ? "" : `<p>${escaped(parts.note)}</p>`}
<p class="muted"><span class="key drift"></span> drift (!) <span class="key quiet"></span> no drift <span class="key unclear"></span> too few rows to tell (?). The line is the smallest change that matters; all have one scale.</p>
<div class="charts">${figures.join("\n")}</div>
<p class="muted">${escaped(partsRule(parts))}</p>`;
}
