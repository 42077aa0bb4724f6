import type {
  DriftAspect,
  DriftColumn,
  DriftMeasure,
  DriftMultivariate,
  DriftReport,
  DriftSideFacts,
  DriftVerdict,
} from "../driftEntities.ts";
import { formatNumber } from "../format.ts";

const columns = (count: number): string => (count === 1 ? "1 column" : `${count} columns`);
const names = (all: readonly string[]): string => all.slice(0, 5).join(", ") + (all.length > 5 ? ", …" : "");

/** A column by its name, and what it is for unless that is a feature. */
export const columnWords = ({ name, role }: Pick<DriftColumn, "name" | "role">): string =>
  role === "feature" ? name : `${name} (${role})`;

/** How missing values changed, and how many categories are new and gone: `missing 2 % → 8 %, 1 new, 2 gone`. */
export function glanceWords(
  { reference, current }: DriftReport,
  { missing, categories }: Pick<DriftColumn, "missing" | "categories">,
): string {
  const shares = [percentWords(missing.reference, reference.rows), percentWords(missing.current, current.rows)];
  return [
    ...(missing.reference + missing.current === 0 ? [] : [`missing ${shares.join(" → ")}`]),
    ...(categories === null || categories.appearedCount === 0 ? [] : [`${categories.appearedCount} new`]),
    ...(categories === null || categories.vanishedCount === 0 ? [] : [`${categories.vanishedCount} gone`]),
  ].join(", ");
}

/** The answer in a sentence or a few. */
export function verdictWords(report: DriftReport): string {
  const of = (verdict: DriftVerdict): DriftColumn[] => report.columns.filter((column) => column.verdict === verdict);
  const [drifted, unclear] = [of("drift"), of("too small to tell")];
  const { vanished, changed, appeared } = report.schema;
  const together = report.multivariate?.aspects.some(({ verdict }) => verdict === "drift") ?? false;
  const all = report.columns.length;
  const sentences: string[] = [];
  if (report.reference.rows === 0 || report.current.rows === 0) sentences.push(emptyWords(report));
  if (all === 0) sentences.push("There is no column that can be compared.");
  if (drifted.length > 0) {
    sentences.push(`${drifted.length} of ${columns(all)} changed: ${names(drifted.map(columnWords))}.`);
  }
  if (vanished.length > 0)
    sentences.push(
      `${columns(vanished.length)} of the reference ${vanished.length === 1 ? "is" : "are"} gone: ${names(vanished)}.`,
    );
  for (const { name, reference, current } of changed.slice(0, 3)) {
    sentences.push(`${name} was ${reference} and is ${current}.`);
  }
  if (changed.length > 3) sentences.push(`${changed.length - 3} more changed their type.`);
  if (together && drifted.length === 0) {
    sentences.push("No column changed by itself, but all together tell the two sides apart.");
  }
  if (unclear.length > 0) {
    const which = unclear.length === all ? "" : ` for ${unclear.length} of ${columns(all)}`;
    sentences.push(`The rows are too few to tell${which}: a change that matters could have been missed.`);
  } else if (report.verdict === "no drift") {
    sentences.push(`None of ${columns(all)} changed by as much as matters, and there are enough rows to have seen it.`);
  }
  if (appeared.length > 0) sentences.push(`New: ${names(appeared)}.`);
  return sentences.join(" ");
}

function emptyWords({ reference, current }: DriftReport): string {
  if (reference.rows === 0 && current.rows === 0) return "Neither side has rows.";
  return `The ${reference.rows === 0 ? "reference" : "current side"} has no rows.`;
}

export const verdictTitles: Readonly<Record<DriftVerdict, string>> = {
  drift: "Drift",
  "no drift": "No drift",
  "too small to tell": "Too small to tell",
};

/** The rule by which it was judged. */
export function ruleWords({ rule, judged }: DriftReport): string {
  const percent = (share: number): string => `${formatNumber(100 * share)} %`;
  return (
    `Drift is a change that is significant at ${percent(rule.significance)} after Benjamini–Hochberg over ${judged} tests, ` +
    `and at least ${formatNumber(rule.effect)} large (${formatNumber(rule.effect / 2)} for missing values). ` +
    `"No drift" is said only where a change of that size would have been found in ${percent(rule.power)} of cases.`
  );
}

export const sideWords = ({ label, rows }: DriftSideFacts): string => `${label} (${rows.toLocaleString("en")} rows)`;

/** What decided about a column: its weightiest aspect. */
export function aspectWords(aspect: DriftAspect): string {
  const prefix = aspect.of === "values" ? "" : `${aspect.of}: `;
  return `${prefix}${aspect.effectName} ${formatNumber(aspect.effect, 3)}, adjusted p ${pWords(aspect.adjustedP)}`;
}

/** Why nothing can be said about an aspect, or what would have been seen. */
export function detectableWords({ detectable, minimumEffect, effect, adjustedP, verdict }: DriftAspect): string {
  if (verdict === "drift") return "";
  if (detectable === null) return "Nothing can be told from these rows.";
  const seen = `So many rows are sure to show a change of ${formatNumber(detectable, 2)} or more`;
  if (verdict === "no drift") return `${seen}; ${formatNumber(minimumEffect)} is what matters.`;
  if (effect >= minimumEffect) {
    return `The change would be large enough (${formatNumber(minimumEffect)}), but by chance alone it is seen too often (adjusted p ${pWords(adjustedP)}).`;
  }
  return `${seen}; one of ${formatNumber(minimumEffect)} could have been missed.`;
}

/** A p-value: never 0, and no more digits than anyone needs. */
export function pWords(p: number): string {
  if (p < 1e-99) return "< 1e−99";
  return p < 0.001 ? formatNumber(p, 2) : p.toFixed(3);
}

export function measureWords({ value, p, between, note }: DriftMeasure): string {
  const shown = value === null ? "–" : formatNumber(value);
  const range = between === undefined ? "" : ` (between ${formatNumber(between[0])} and ${formatNumber(between[1])})`;
  const test = p === undefined ? "" : `, p ${pWords(p)}`;
  return `${shown}${range}${test}${note === undefined ? "" : `; ${note}`}`;
}

const classifierWords: Readonly<Record<DriftVerdict, string>> = {
  drift: "A classifier tells the sides apart with",
  "no drift": "A classifier does not tell the sides apart by as much as matters (another one might):",
  "too small to tell": "Whether a classifier tells the sides apart is not sure with so few rows:",
};

/** What all columns together say, a sentence for each way of looking at them. */
export function multivariateWords(multivariate: DriftMultivariate): readonly string[] {
  const { aspects, classifier, components, sample, notes } = multivariate;
  const toldApart = aspects.find(({ of }) => of === "rows told apart")?.verdict ?? "too small to tell";
  const rows = `${sample.reference.toLocaleString("en")} and ${sample.current.toLocaleString("en")} sampled rows`;
  const sentences: string[] = [];
  if (classifier !== null) {
    const { auc, interval, importance } = classifier;
    const [low, high] = interval.map((end) => end.toFixed(3));
    const most = importance.slice(0, 3).map(({ column, share }) => `${column} ${Math.round(100 * share)} %`);
    // What it used where it found nothing is noise.
    const used = toldApart === "drift" && most.length > 0 ? ` It used ${most.join(", ")}.` : "";
    sentences.push(
      `${classifierWords[toldApart]} an AUC of ${auc.toFixed(3)} (95 % interval ${low} to ${high}; 0.5 is not at all), cross-validated on ${rows}.${used}`,
    );
  }
  if (components !== null) {
    sentences.push(
      `${components.kept} of ${components.of} principal components of the reference leave a median error of ${formatNumber(components.error.reference, 3)} on other rows of the reference and ${formatNumber(components.error.current, 3)} on the current side, of ${rows}.`,
    );
  }
  return [...sentences, ...notes];
}

export const percentWords = (count: number, rows: number): string =>
  rows === 0 ? "–" : `${formatNumber((100 * count) / rows, 3)} %`;
