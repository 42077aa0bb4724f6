import * as z from "zod";
import type { DriftBySlice, DriftSlice } from "../../protocol/driftPartEntities.ts";
import type { DriftBySliceQuestion } from "../../protocol/driftRequests.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier, literal } from "../duckdb/sql.ts";
import { asFarAsNeeded, type Reading } from "../sources/reading.ts";
import { type CompareContext, compare } from "./compare.ts";
import { declare } from "./declared.ts";
import { bothConditions, partColumn } from "./parts.ts";
import { openSide, type Side } from "./sides.ts";

/** Slices beyond these are not compared one by one. */
const mostSlices = 24;
/** A column of more values than this has no slices worth the name. */
const mostValues = 1000;

const Value = z.object({ value: z.string().nullable(), different: z.number() });

/**
 * Compares the rows of each value of a column, the commonest values first. All slices together keep the false discovery
 * rate: each is judged at its part of it.
 */
export async function compareBySlice(
  session: Session,
  question: DriftBySliceQuestion,
  context: CompareContext,
): Promise<DriftBySlice> {
  return await asFarAsNeeded((reading) => compareSlices(session, question, { ...context, reading }));
}

async function compareSlices(
  session: Session,
  { by, ...question }: DriftBySliceQuestion,
  context: CompareContext & { readonly reading: Reading },
): Promise<DriftBySlice> {
  const { rule } = question;
  const { report = () => undefined } = context;
  const { values, others } = await valuesOf(session, by, await openBoth(session, question, context));
  const slices: DriftSlice[] = [];
  for (const [done, value] of values.entries()) {
    report({ doing: `Comparing ${by} ${value ?? "null"}`, done, of: values.length });
    const found = await compare(
      session,
      {
        ...question,
        multivariate: false,
        slice: bothConditions(question.slice, conditionOf(by, value)),
        rule: { ...rule, significance: rule.significance / values.length },
      },
      { ...context, report: () => undefined },
    );
    const columns = found.columns.filter(({ name }) => name !== by).map(partColumn);
    const rows = { reference: found.reference.rows, current: found.current.rows };
    slices.push({ value, rows, verdict: found.verdict, columns });
  }
  return { column: by, rule, slices, others };
}

const conditionOf = (column: string, value: string | null): string =>
  value === null ? `${identifier(column)} IS NULL` : `${textOf(column)} = ${literal(value)}`;

const textOf = (column: string): string => `CAST(${identifier(column)} AS VARCHAR)`;

async function openBoth(
  session: Session,
  { reference, current, slice }: Omit<DriftBySliceQuestion, "by">,
  context: CompareContext & { readonly reading: Reading },
): Promise<readonly Side[]> {
  const sides: Side[] = [];
  for (const side of [reference, current]) {
    const [declared] = await declare([side], context.workspace);
    if (declared !== undefined) sides.push(await openSide(session, side, slice, declared, context));
  }
  return sides;
}

/** The values of a column on both sides, the commonest first. */
async function valuesOf(
  session: Session,
  by: string,
  sides: readonly Side[],
): Promise<{ readonly values: readonly (string | null)[]; readonly others: number }> {
  if (sides.some(({ columns }) => !columns.some(({ name }) => name === by))) {
    throw invalidParameter(`Both sides need the column "${by}" to be cut by it.`);
  }
  const counts = sides.map(({ from }) => `SELECT ${textOf(by)} AS value, count(*) AS rows FROM ${from} GROUP BY ALL`);
  const found = await session.rows(
    Value,
    `SELECT value, CAST(count(*) OVER () AS DOUBLE) AS different
     FROM (SELECT value, sum(rows) AS rows FROM (${counts.join(" UNION ALL ")}) GROUP BY value)
     ORDER BY rows DESC, value LIMIT ${mostSlices}`,
  );
  const different = found[0]?.different ?? 0;
  if (different > mostValues) {
    throw invalidParameter(
      `"${by}" has ${different.toLocaleString("en")} different values: slices are for columns of at most ${mostValues.toLocaleString("en")}.`,
    );
  }
  return { values: found.map(({ value }) => value), others: different - found.length };
}
