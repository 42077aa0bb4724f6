import type { DriftColumn, DriftReport } from "../driftEntities.ts";
import { affectedCommits, affectedWords, sideLine, usesWords } from "./affectedWords.ts";
import { categoryDrawing, histogramDrawing, shiftDrawing } from "./charts.ts";
import { escaped, htmlPage, svgOf } from "./markup.ts";
import type { DriftParts } from "./parts.ts";
import { partsSection } from "./partsHtml.ts";
import {
  aspectWords,
  detectableWords,
  glanceWords,
  measureWords,
  multivariateWords,
  percentWords,
  ruleWords,
  verdictTitles,
  verdictWords,
} from "./words.ts";

/** The report as one page, with the same part by part where that was asked for. */
export function driftHtml(report: DriftReport, parts: DriftParts | null = null): string {
  const title = `${verdictTitles[report.verdict]}: ${report.reference.label} and ${report.current.label}`;
  return htmlPage(
    title,
    `<h1 class="${classOf(report.verdict)}">${verdictTitles[report.verdict]}</h1>
<p class="lead">${escaped(verdictWords(report))}</p>
<p><span class="key reference"></span> before: ${escaped(sideLine(report, "reference"))}<br>
<span class="key current"></span> now: ${escaped(sideLine(report, "current"))}${report.slice === null ? "" : `<br>rows: <code>${escaped(report.slice)}</code>`}</p>
${report.columns.map((column) => columnSection(report, column)).join("\n")}
${parts === null ? "" : `<h2>Part by part</h2>${partsSection(parts)}`}
${multivariateSection(report)}
${affectedSection(report)}
${leftOutSection(report)}
<p class="muted">${escaped(ruleWords(report))}</p>`,
  );
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
<summary><strong>${escaped(name)}</strong> <span class="muted">${escaped(role === "feature" ? type : `${role}, ${type}`)}</span> <span class="muted">${escaped(glanceWords(report, column))}</span> <span class="tag ${classOf(verdict)}">${verdictTitles[verdict]}</span></summary>
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

function affectedSection({ affected }: DriftReport): string {
  if (affected === null) return "";
  const list = (lines: readonly string[]): string =>
    lines.length === 0 ? "" : `<ul>${lines.map((line) => `<li>${line}</li>`).join("")}</ul>`;
  const runs = affected.runs.map(
    (run) =>
      `${escaped(run.name)} <span class="muted">${escaped(usesWords(run))}${run.commit === null ? "" : `, code ${escaped(run.commit)}`}</span>`,
  );
  const commits = affectedCommits(affected).map(
    ({ commit, what }) => `<code>${escaped(commit)}</code> <span class="muted">${escaped(what)}</span>`,
  );
  return `<h2>Runs and commits</h2><p>${escaped(affectedWords(affected))}</p>${list(runs)}${list(commits)}`;
}

function leftOutSection({ leftOut }: DriftReport): string {
  if (leftOut.length === 0) return "";
  return `<h2>Not compared</h2><ul>${leftOut.map(({ name, reason }) => `<li>${escaped(name)}: ${escaped(reason)}</li>`).join("")}</ul>`;
}

const classOf = (verdict: DriftColumn["verdict"]): string => verdict.replaceAll(" ", "-");
