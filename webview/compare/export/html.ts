import type { DrawnSeries } from "../../kit/chartModel.ts";
import type { ChartSettings } from "../../kit/chartSettings.ts";
import type { Facet } from "../../kit/facetTable.ts";
import type { SeriesStyle } from "../../kit/palette.ts";
import { chartSvg } from "./chartSvg.ts";
import { Markup, markup } from "./markup.ts";
import type { Report } from "./report.ts";

export interface ChartOfReport {
  readonly metric: string;
  readonly series: readonly DrawnSeries[];
}

const style = new Markup(`
:root { color-scheme: light; }
body { margin: 24px auto; max-width: 1240px; padding: 0 20px; font: 14px/1.5 system-ui, sans-serif; color: #1f1f1f; background: #fff; }
h1 { font-size: 1.5em; } h2 { margin-top: 1.6em; font-size: 1.15em; } p { color: #555; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 12px 4px 0; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; max-width: 360px; overflow-wrap: anywhere; font-weight: 400; }
thead th { color: #555; } .best { font-weight: 700; } .none { color: #767676; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 460px), 1fr)); gap: 20px; }
figure { margin: 0; } figcaption { font-weight: 600; overflow-wrap: anywhere; } svg { display: block; width: 100%; height: auto; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; padding: 0; } .legend svg { display: inline-block; width: 26px; vertical-align: middle; margin-right: 6px; }
.grid line { stroke: #e4e4e4; } .grid text { fill: #555; font-size: 11px; }
`);

/** The comparison as one file that needs nothing else: no script, nothing fetched, everything logged is text. */
export function comparisonHtml(
  report: Report,
  charts: readonly ChartOfReport[],
  look: { settings: ChartSettings; styles: readonly SeriesStyle[] },
): string {
  const names = report.runs.map((run) => run.name);
  const drawn = charts.flatMap(({ metric, series }) => {
    const svg = chartSvg(metric, series, look.settings);
    return svg === null ? [] : [markup`<figure><figcaption>${metric}</figcaption>${svg}</figure>`];
  });
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${report.title}</title>
<style>${style}</style>
</head>
<body>
<h1>${report.title}</h1>
<p>Written ${report.written} UTC. ${report.metricNote} Best values are bold.</p>
<h2>Runs</h2>
${table(
  ["Run", ...report.runFacts],
  report.runs.map((run) => [run.name, ...run.facts].map((text) => markup`<td>${text}</td>`)),
)}
${report.sections.map(
  ({ title, facets }) => markup`<h2>${title}</h2>
${sectionTable(title, names, facets)}`,
)}
${
  drawn.length === 0
    ? markup``
    : markup`<h2>Charts</h2>
<ul class="legend">${names.map((name, index) => legend(name, look.styles[index]))}</ul>
<div class="charts">${drawn}</div>`
}
</body>
</html>
`.text;
}

function sectionTable(title: string, names: readonly string[], facets: readonly Facet[]): Markup {
  const rows = facets.map((facet) => [markup`<td>${facet.key}</td>`, ...names.map((_, run) => cell(facet, run))]);
  const turned = names.map((name, run) => [markup`<td>${name}</td>`, ...facets.map((facet) => cell(facet, run))]);
  return names.length <= 6
    ? table([title, ...names], rows)
    : table(["Run", ...facets.map((facet) => facet.key)], turned);
}

function cell(facet: Facet, run: number): Markup {
  const text = facet.cells[run]?.text ?? null;
  if (text === null) return markup`<td class="none">–</td>`;
  return facet.best.includes(run) ? markup`<td class="best">${text}</td>` : markup`<td>${text}</td>`;
}

const table = (head: readonly string[], rows: readonly (readonly Markup[])[]): Markup =>
  markup`<div class="scroll"><table><thead><tr>${head.map((text) => markup`<th scope="col">${text}</th>`)}</tr></thead><tbody>${rows.map((cells) => markup`<tr>${cells}</tr>`)}</tbody></table></div>`;

const legend = (name: string, look: SeriesStyle | undefined): Markup =>
  markup`<li><svg viewBox="0 0 26 8" aria-hidden="true"><line x1="0" x2="26" y1="4" y2="4" stroke="${look?.color ?? "#000"}" stroke-width="2" stroke-dasharray="${(look?.dash ?? []).join(" ")}"/></svg>${name}</li>`;
