import * as z from "zod";
import { TidemarkError } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { hoisted } from "./hoist.ts";
import { couldNotRun } from "./outcome.ts";
import { type Finding, finding, type Plan } from "./plan.ts";
import type { Table } from "./table.ts";
import { Unable } from "./unable.ts";

const Figures = z.record(z.string(), z.unknown());

/**
 * Computes the figures of all plans in one pass and has each judge its own. A plan whose figures or queries fail could not run;
 * the others aren't touched by that.
 */
export async function runPlans(
  session: Session,
  table: Table,
  plans: readonly Plan[],
  judged: (done: number) => void,
): Promise<Finding[]> {
  const values = await passOver(session, table, plans).catch((error: unknown) => {
    if (isCancelled(error)) throw error;
    return undefined;
  });
  const findings: Finding[] = [];
  for (const plan of plans) {
    findings.push(
      await told(async () => {
        const own = values ?? (await passOver(session, table, [plan]));
        return plan.judge(plan.figures.map((sql) => own.get(sql)));
      }),
    );
    judged(findings.length);
  }
  return findings;
}

/** Does what may fail because of the data or the check; whatever the reason is, it is told. */
export async function told(work: () => Promise<Finding> | Finding): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    if (isCancelled(error)) throw error;
    return finding(couldNotRun(reasonOf(error)));
  }
}

/** Why something could not be done, in one line where there are several. */
export function reasonOf(error: unknown): string {
  if (error instanceof Unable) return error.message;
  if (isCancelled(error)) throw error;
  if (!(error instanceof TidemarkError)) throw error;
  const [first = ""] = error.message.split("\n\n");
  return first.split("\n").slice(0, 3).join(" ").slice(0, 500);
}

const isCancelled = (error: unknown): boolean => error instanceof TidemarkError && error.code === "cancelled";

async function passOver(session: Session, table: Table, plans: readonly Plan[]): Promise<Map<string, unknown>> {
  const wanted = [...new Set(plans.flatMap(({ figures }) => figures))];
  if (wanted.length === 0) return new Map();
  const { expressions, rows } = hoisted(wanted, table);
  const list = expressions.map((sql, at) => `${sql} AS f${at}`).join(", ");
  const row = await session.row(Figures, `SELECT ${list} FROM ${rows}`);
  return new Map(wanted.map((sql, at) => [sql, row[`f${at}`]]));
}
