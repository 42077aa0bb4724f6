import type { DriftColumn, DriftReport } from "../driftEntities.ts";
import { categoryDrawing, type Drawing, histogramDrawing, type Shape, shiftDrawing } from "./charts.ts";
import { style } from "./htmlStyle.ts";
import {
  aspectWords,
  detectableWords,
  measureWords,
  multivariateWords,
  percentWords,
  ruleWords,
  sideWords,
  verdictTitles,
  verdictWords,
} from "./words.ts";

/** The report as one file that needs nothing else and runs nothing: for a browser or a mail. */
export function driftHtml(report: DriftReport): string {
  const title = `${verdictTitles[report.verdict]}: ${report.reference.label} and ${report.current.label}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1 class="${classOf(report.verdict)}">${verdictTitles[report.verdict]}</h1>
<p class="lead">${escaped(verdictWords(report))}</p>
<p><span class="key reference"></span> before: ${escaped(sideWords(report.reference))}<br>
<span class="key current"></span> now: ${escaped(sideWords(report.current))}${report.slice === null ? "" : `<br>rows: <code>${escaped(report.slice)}</code>`}</p>
${report.columns.map((column) => columnSection(report, column)).join("\n")}
${multivariateSection(report)}
${leftOutSection(report)}
<p class="muted">${escaped(ruleWords(report))}</p>
</body>
</html>
`;
}

function columnSection(report: DriftReport, column: DriftColumn): string {
  const { name, role, type, verdict, aspects, missing, measures, numbers, categories, computed } = column;
  const present = {
    reference: report.reference.rows - missing.reference,
    current: report.current.rows - missing.current,
  };
  const drawings = [
    numbers === null ? null : histogramDrawing(numbers),
    numbers === null ? null : shiftDrawing(numbers),
    categories === null ? null : categoryDrawing(categories, present),
  ];
  const lines = aspects.map(
    (aspect) => `<li>${escaped([aspectWords(aspect), detectableWords(aspect)].filter(Boolean).join(". "))}</li>`,
  );
  return `<details${verdict === "drift" ? " open" : ""}>
<summary><strong>${escaped(name)}</strong> <span class="muted">${escaped(role === "feature" ? type : `${role}, ${type}`)}</span> <span class="tag ${classOf(verdict)}">${verdictTitles[verdict]}</span></summary>
<ul>${lines.join("")}<li>missing: ${percentWords(missing.reference, report.reference.rows)} before, ${percentWords(missing.current, report.current.rows)} now</li>${oneSided(column)}</ul>
<div class="charts">${drawings.map((drawing) => (drawing === null ? "" : svgOf(drawing))).join("")}</div>
<table>${measures.map((measure) => `<tr><th scope="row">${escaped(measure.name)}</th><td>${escaped(measureWords(measure))}</td></tr>`).join("")}</table>
<p class="muted">Computed ${escaped(computed)}.</p>
</details>`;
}

function oneSided({ categories }: DriftColumn): string {
  if (categories === null) return "";
  const line = (words: string, count: number, list: readonly { readonly label: string }[]): string =>
    count === 0
      ? ""
      : `<li>${count} ${words}: ${escaped(
          list
            .map(({ label }) => label)
            .slice(0, 10)
            .join(", "),
        )}</li>`;
  return (
    line("new", categories.appearedCount, categories.appeared) +
    line("gone", categories.vanishedCount, categories.vanished)
  );
}

function multivariateSection({ multivariate }: DriftReport): string {
  if (multivariate === null) return "";
  return `<h2>All columns together</h2>${multivariateWords(multivariate)
    .map((words) => `<p>${escaped(words)}</p>`)
    .join("")}`;
}

function leftOutSection({ leftOut }: DriftReport): string {
  if (leftOut.length === 0) return "";
  return `<h2>Not compared</h2><ul>${leftOut.map(({ name, reason }) => `<li>${escaped(name)}: ${escaped(reason)}</li>`).join("")}</ul>`;
}

function svgOf({ width, height, label, shapes }: Drawing): string {
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(label)}">${shapes.map(shapeOf).join("")}</svg>`;
}

function shapeOf(shape: Shape): string {
  switch (shape.kind) {
    case "rect":
      return `<rect class="${shape.of}" x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}">${shape.title === undefined ? "" : `<title>${escaped(shape.title)}</title>`}</rect>`;
    case "path":
      return `<path class="${shape.of}" d="${shape.d}"/>`;
    case "text":
      return `<text x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}">${escaped(shape.text)}</text>`;
  }
}

const classOf = (verdict: DriftColumn["verdict"]): string => verdict.replaceAll(" ", "-");

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
