import type { DeclarationFile, DeclaredAt } from "../../protocol/checkEntities.ts";
import type { EvaluationQuestion, EvaluationResult } from "../../protocol/evaluationEntities.ts";
import { evaluationNamed } from "../../protocol/evaluationFaults.ts";
import { gateTitle } from "../../protocol/evaluationGateTitle.ts";
import type { DeclaredEvaluation } from "../../protocol/evaluationRequests.ts";
import { formatNumber } from "../../protocol/format.ts";

/** An evaluation as the list of tests has it. */
export interface EvaluationEntry {
  readonly name: string;
  readonly place: DeclaredAt;
  readonly gates: readonly GateEntry[];
  /** What to ask, or why that is not known. */
  readonly asked: { readonly question: EvaluationQuestion } | { readonly problem: string };
}

export interface GateEntry {
  readonly title: string;
  readonly place: DeclaredAt;
}

type Declared = DeclarationFile & { readonly evaluations: readonly DeclaredEvaluation[] };

/** Evaluations in the order of their file. Those with a problem are there too, since they can't be judged. */
export function evaluationEntries({ file, problems, evaluations }: Declared): EvaluationEntry[] {
  const usable = evaluations.map(
    ({ name, place, gatePlaces, question }): EvaluationEntry => ({
      name,
      place,
      gates: question.gates.map((gate, at) => ({ title: gateTitle(gate), place: gatePlaces[at] ?? place })),
      asked: { question },
    }),
  );
  const known = new Set(evaluations.map(({ name }) => name));
  const broken = new Map<string, EvaluationEntry>();
  for (const { path, severity, message, range } of problems) {
    const name = evaluationNamed(path);
    if (name === undefined || severity !== "error" || known.has(name) || broken.has(name)) continue;
    broken.set(name, { name, place: { file: file ?? "", range }, gates: [], asked: { problem: message } });
  }
  return [...usable, ...broken.values()].sort((a, b) => a.place.range.start.line - b.place.range.start.line);
}

/** What an evaluation has found, for the output of a test run. */
export function outputOf(name: string, { data, model, comparisons, gates }: EvaluationResult): string {
  const figures = model.figures.map(({ name: metric, value, reason, interval }) => {
    if (value === null) return `  ${metric} is undefined because ${reason ?? "nothing was told"}`;
    const between = interval === null ? "" : ` (${formatNumber(interval.low)} to ${formatNumber(interval.high)})`;
    return `  ${metric} ${formatNumber(value)}${between}`;
  });
  return [
    `${name}: ${model.name} on ${data.used} of ${data.rows} rows of ${data.name}; 95 % intervals`,
    ...data.leftOut.map(({ reason, rows }) => `  ${rows} rows left out: ${reason}`),
    ...figures,
    ...(comparisons ?? []).map(({ sentence }) => `  ${sentence}`),
    ...gates.map(({ title, verdict, words }) => `  ${verdictWords[verdict]}: ${title}. ${words}`),
    ...(gates.length === 0 ? ["  It declares no gates, so there is nothing to pass."] : []),
    "",
  ].join("\n");
}

const verdictWords = { passed: "passed", failed: "FAILED", unknown: "can't be judged" } as const;
