import * as z from "zod";
import type { DriftOverTime, DriftWindow } from "../../protocol/driftPartEntities.ts";
import type { DriftOverTimeQuestion } from "../../protocol/driftRequests.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier, literal } from "../duckdb/sql.ts";
import { asFarAsNeeded, type Reading } from "../sources/reading.ts";
import { type CompareContext, compare } from "./compare.ts";
import { declare } from "./declared.ts";
import { bothConditions, partColumn } from "./parts.ts";
import { openSide } from "./sides.ts";

/** More windows than this are not compared one by one. */
const mostWindows = 60;

const Started = z.object({ start: z.string(), before: z.string() });

/**
 * Compares the reference with the current side's days, weeks or months, one after the other. All windows together keep
 * the false discovery rate: each is judged at its part of it.
 */
export async function compareOverTime(
  session: Session,
  question: DriftOverTimeQuestion,
  context: CompareContext,
): Promise<DriftOverTime> {
  return await asFarAsNeeded((reading) => compareWindows(session, question, { ...context, reading }));
}

async function compareWindows(
  session: Session,
  { every, ...question }: DriftOverTimeQuestion,
  context: CompareContext & { readonly reading: Reading },
): Promise<DriftOverTime> {
  const { workspace, report = () => undefined } = context;
  const { current, rule } = question;
  const [declared] = await declare([current], workspace);
  const column = current.window?.column ?? declared?.time;
  if (declared === undefined || column === undefined) {
    throw invalidParameter('Windows of time need a column: name it, or declare the data set\'s "time".');
  }
  const { from } = await openSide(session, current, question.slice, declared, context);
  const time = `CAST(${identifier(column)} AS TIMESTAMP)`;
  const starts = await session.rows(
    Started,
    `SELECT strftime(start, '%Y-%m-%d') AS start, strftime(start + INTERVAL 1 ${every}, '%Y-%m-%d') AS before
     FROM (SELECT DISTINCT date_trunc(${literal(every)}, ${time}) AS start FROM ${from} WHERE ${time} IS NOT NULL)
     ORDER BY start LIMIT ${mostWindows + 1}`,
  );
  if (starts.length > mostWindows) {
    throw invalidParameter(`There are more than ${mostWindows} of these windows: take longer ones, or fewer rows.`);
  }
  const windows: DriftWindow[] = [];
  for (const [done, { start, before }] of starts.entries()) {
    report({ doing: `Comparing from ${start} on`, done, of: starts.length });
    const found = await compare(
      session,
      {
        ...question,
        multivariate: false,
        current: {
          ...current,
          window: { ...current.window, column },
          where: bothConditions(current.where, `${time} >= ${literal(start)} AND ${time} < ${literal(before)}`),
        },
        rule: { ...rule, significance: rule.significance / starts.length },
      },
      { ...context, report: () => undefined },
    );
    windows.push({
      from: start,
      before,
      rows: found.current.rows,
      verdict: found.verdict,
      columns: found.columns.map(partColumn),
    });
  }
  return { column, every, rule, windows };
}
