import type { DriftAspect, DriftColumn, DriftReport, DriftVerdict } from "../../protocol/driftEntities.ts";
import type { DriftProgress, DriftQuestion } from "../../protocol/driftRequests.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { type ComparedColumn, type PairedColumns, pairColumns } from "./columns.ts";
import { type Both, type ColumnFindings, compareColumn } from "./compareColumn.ts";
import { type Declared, declare } from "./declared.ts";
import { factsOf } from "./facts.ts";
import { judgeAll } from "./hypotheses.ts";
import { sampleOf } from "./sample.ts";
import { openSide, readValues, type Side, type Values } from "./sides.ts";

export interface CompareContext {
  readonly workspace: string;
  readonly report?: (progress: DriftProgress) => void;
}

/**
 * Compares two sources column by column, and judges all columns together.
 * @throws TidemarkError `notFound` for a file, data set or column that is not there, `invalidParameter` for a condition that
 * DuckDB refuses
 */
export async function compare(
  session: Session,
  question: DriftQuestion,
  { workspace, report = () => undefined }: CompareContext,
): Promise<DriftReport> {
  const [before, after] = await declare([question.reference, question.current], workspace);
  if (before === undefined || after === undefined) throw invalidParameter("Two sides are compared.");
  report({ doing: "Reading the columns", done: 0, of: 1 });
  const open = (side: DriftQuestion["reference"], declared: Declared): Promise<Side> =>
    openSide(session, side, question.slice, declared, workspace);
  const opened = { reference: await open(question.reference, before), current: await open(question.current, after) };
  const pairs = chosen(pairColumns(opened.reference.columns, opened.current.columns), question.columns, [
    ...before.apart,
    ...after.apart,
  ]);
  const sides = await readBoth(session, opened, pairs.compared, report);
  const findings = await compareColumns(session, pairs.compared, sides, report);
  return judged(question, {
    label: question.label ?? before.label ?? after.label,
    pairs,
    findings,
    facts: {
      reference: { ...opened.reference.facts, rows: sides.reference.rows },
      current: { ...opened.current.facts, rows: sides.current.rows },
    },
  });
}

async function readBoth(
  session: Session,
  { reference, current }: Both<Side>,
  columns: readonly ComparedColumn[],
  report: (progress: DriftProgress) => void,
): Promise<Both<Values>> {
  report({ doing: "Reading the reference", done: 0, of: 2 });
  const before = await readValues(session, reference, columns, "__reference");
  report({ doing: "Reading the current data", done: 1, of: 2 });
  return { reference: before, current: await readValues(session, current, columns, "__current") };
}

async function compareColumns(
  session: Session,
  columns: readonly ComparedColumn[],
  sides: Both<Values>,
  report: (progress: DriftProgress) => void,
): Promise<ColumnFindings[]> {
  report({ doing: "Looking at a sample", done: 0, of: 1 });
  const samples = {
    reference: await sampleOf(session, columns, sides.reference),
    current: await sampleOf(session, columns, sides.current),
  };
  const before = await factsOf(session, columns, sides.reference, samples.reference);
  const after = await factsOf(session, columns, sides.current, samples.current);
  const findings: ColumnFindings[] = [];
  for (const [i, column] of columns.entries()) {
    report({ doing: `Comparing ${column.name}`, done: i, of: columns.length });
    const [reference, current] = [before[i], after[i]];
    if (reference === undefined || current === undefined) continue;
    findings.push(await compareColumn(column, { session, c: `c${i}`, sides, facts: { reference, current } }));
  }
  return findings;
}

/** The columns that are asked for; without a wish, all that say what a row is like. */
function chosen(pairs: PairedColumns, wanted: readonly string[] | undefined, apart: readonly string[]): PairedColumns {
  if (wanted === undefined) {
    const isApart = ({ name }: { readonly name: string }): boolean => apart.includes(name);
    return {
      ...pairs,
      compared: pairs.compared.filter((column) => !isApart(column)),
      leftOut: [
        ...pairs.leftOut,
        ...pairs.compared
          .filter(isApart)
          .map(({ name }) => ({ name, reason: "It tells rows apart: a key, time or split." })),
      ],
    };
  }
  const isWanted = (name: string): boolean => wanted.includes(name);
  const known = [...pairs.compared, ...pairs.changed, ...pairs.leftOut].map(({ name }) => name);
  const missing = wanted.filter((name) => ![...known, ...pairs.appeared, ...pairs.vanished].includes(name));
  if (missing.length > 0) throw invalidParameter(`Neither side has a column "${missing.join('", "')}".`);
  return {
    compared: pairs.compared.filter(({ name }) => isWanted(name)),
    appeared: pairs.appeared.filter(isWanted),
    vanished: pairs.vanished.filter(isWanted),
    changed: pairs.changed.filter(({ name }) => isWanted(name)),
    leftOut: pairs.leftOut.filter(({ name }) => isWanted(name)),
  };
}

interface Found {
  readonly label: string | undefined;
  readonly pairs: PairedColumns;
  readonly findings: readonly ColumnFindings[];
  readonly facts: Pick<DriftReport, "reference" | "current">;
}

function judged({ rule, slice, prediction }: DriftQuestion, { label, pairs, findings, facts }: Found): DriftReport {
  const hypotheses = findings.flatMap((column) => column.hypotheses);
  const judgements = judgeAll(hypotheses, rule);
  const aspects = new Map(hypotheses.map((one, i) => [one, judgements[i]]));
  const columns = findings.map(({ found, hypotheses: own }): DriftColumn => {
    const ranked = own.flatMap((one) => aspects.get(one) ?? []).sort(byWeight);
    const role = found.name === label ? "label" : found.name === prediction ? "prediction" : "feature";
    return { ...found, role, aspects: ranked, verdict: worst(ranked) };
  });
  columns.sort((a, b) => byWeight(weightOf(a), weightOf(b)));
  const isChanged = pairs.vanished.length + pairs.changed.length > 0;
  return {
    ...facts,
    slice: slice ?? null,
    rule,
    judged: hypotheses.length,
    verdict: isChanged ? "drift" : worst(columns),
    columns,
    schema: { appeared: [...pairs.appeared], vanished: [...pairs.vanished], changed: [...pairs.changed] },
    leftOut: [...pairs.leftOut],
    multivariate: null,
  };
}

const verdictOrder: readonly DriftVerdict[] = ["drift", "too small to tell", "no drift"];

/** Drift first; then by the effect, measured by the smallest that matters. */
function byWeight(a: Weight, b: Weight): number {
  const order = verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict);
  return order !== 0 ? order : b.effect / b.minimumEffect - a.effect / a.minimumEffect;
}

type Weight = Pick<DriftAspect, "verdict" | "effect" | "minimumEffect">;

const weightOf = ({ verdict, aspects: [first] }: DriftColumn): Weight =>
  first === undefined ? { verdict, effect: 0, minimumEffect: 1 } : { ...first, verdict };

/** One that drifts is enough; to say that nothing does, all must be told. */
function worst(all: readonly { readonly verdict: DriftVerdict }[]): DriftVerdict {
  return verdictOrder.find((verdict) => all.some((one) => one.verdict === verdict)) ?? "too small to tell";
}
