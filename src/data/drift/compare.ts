import { setImmediate } from "node:timers/promises";
import type { DriftReport } from "../../protocol/driftEntities.ts";
import type { DriftProgress, DriftQuestion } from "../../protocol/driftRequests.ts";
import { invalidParameter, TidemarkError } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { asFarAsNeeded, type Reading } from "../sources/reading.ts";
import { assemble } from "./assemble.ts";
import { type ComparedColumn, type PairedColumns, pairColumns, untyped, withoutValues } from "./columns.ts";
import { type Both, type ColumnFindings, countColumn } from "./compareColumn.ts";
import { type Declared, declare } from "./declared.ts";
import { factsOf } from "./facts.ts";
import { compareTogether } from "./multivariate.ts";
import { type Sample, sampleOf } from "./sample.ts";
import { openSide, readValues, type Side, type Values } from "./sides.ts";

export interface CompareContext {
  readonly workspace: string;
  /** Of its sources; found out when left out. */
  readonly reading?: Reading;
  /** Ends what is computed here; the session has its own. */
  readonly signal?: AbortSignal;
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
  context: CompareContext,
): Promise<DriftReport> {
  const { reading: known } = context;
  if (known !== undefined) return await compareRead(session, question, { ...context, reading: known });
  return await asFarAsNeeded((reading) => compareRead(session, question, { ...context, reading }));
}

async function compareRead(
  session: Session,
  question: DriftQuestion,
  { workspace, reading, signal, report = () => undefined }: CompareContext & { readonly reading: Reading },
): Promise<DriftReport> {
  const [before, after] = await declare([question.reference, question.current], workspace);
  if (before === undefined || after === undefined) throw invalidParameter("Two sides are compared.");
  report({ doing: "Reading the columns", done: 0, of: 1 });
  const open = (side: DriftQuestion["reference"], declared: Declared): Promise<Side> =>
    openSide(session, side, question.slice, declared, { workspace, reading });
  const opened = { reference: await open(question.reference, before), current: await open(question.current, after) };
  const pairs = chosen(await paired(session, opened), question.columns, [
    ...before.apart,
    ...after.apart,
    ...[question.reference, question.current].flatMap(({ window }) => window?.column ?? []),
  ]);
  const sides = await readBoth(session, opened, pairs.compared, report);
  report({ doing: "Looking at a sample", done: 0, of: 1 });
  const samples = {
    reference: await sampleOf(session, pairs.compared, sides.reference),
    current: await sampleOf(session, pairs.compared, sides.current),
  };
  const pause = (): Promise<void> => turn(signal);
  // One computes here while the other waits for DuckDB.
  const [findings, together] = await Promise.all([
    compareColumns(session, pairs.compared, { sides, samples, report }),
    question.multivariate ? compareTogether(pairs.compared, samples, pause) : null,
  ]);
  return assemble(question, {
    label: question.label ?? before.label ?? after.label,
    prediction: question.prediction ?? before.prediction ?? after.prediction,
    pairs,
    findings,
    together,
    facts: {
      reference: { ...opened.reference.facts, rows: sides.reference.rows },
      current: { ...opened.current.facts, rows: sides.current.rows },
    },
  });
}

/** Lets others have a turn, and ends the work when it was cancelled. */
async function turn(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  if (signal?.aborted) throw new TidemarkError("cancelled", "The comparison was cancelled.");
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

/** Pairs the columns. Where a side has no value at all the guess of its type says nothing: it takes the other's. */
async function paired(session: Session, { reference, current }: Both<Side>): Promise<PairedColumns> {
  const guessed = pairColumns(reference.columns, current.columns);
  const names = guessed.changed.map(({ name }) => name);
  if (names.length === 0) return guessed;
  const [before, after] = [
    await withoutValues(session, reference, names),
    await withoutValues(session, current, names),
  ];
  return pairColumns(untyped(reference.columns, before), untyped(current.columns, after));
}

interface ComparedSides {
  readonly sides: Both<Values>;
  readonly samples: Both<Sample>;
  readonly report: (progress: DriftProgress) => void;
}

async function compareColumns(
  session: Session,
  columns: readonly ComparedColumn[],
  { sides, samples, report }: ComparedSides,
): Promise<ColumnFindings[]> {
  const before = await factsOf(session, columns, sides.reference, samples.reference);
  const after = await factsOf(session, columns, sides.current, samples.current);
  const findings: ColumnFindings[] = [];
  let counting: Promise<() => ColumnFindings> | undefined;
  for (const [i, column] of columns.entries()) {
    report({ doing: `Comparing ${column.name}`, done: i, of: columns.length });
    const [reference, current] = [before[i], after[i]];
    if (reference === undefined || current === undefined) continue;
    const counted = await counting;
    counting = countColumn(column, { session, c: `c${i}`, sides, facts: { reference, current } });
    // It is awaited below, or given up where the comparison before it fails.
    counting.catch(() => undefined);
    if (counted !== undefined) findings.push(counted());
  }
  const last = await counting;
  return last === undefined ? findings : [...findings, last()];
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
