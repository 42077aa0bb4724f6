import * as z from "zod";
import type { TableCheck } from "../../config/checks/check.ts";
import type { CheckScope } from "./context.ts";
import type { Lens } from "./lens.ts";
import { couldNotRun } from "./outcome.ts";
import { countOf, finding, type Plan } from "./plan.ts";
import { nameOf } from "./rowPlan.ts";
import { lensesOf, limited, limitVerdict } from "./tablePlans.ts";
import { Unable } from "./unable.ts";
import { counted, figure } from "./words.ts";

type Of<Kind extends TableCheck["kind"]> = Extract<TableCheck, { kind: Kind }>;

export function labelOf({ dataset: { label }, table }: CheckScope): Lens {
  const [lens] = label === undefined ? [] : lensesOf(table, [label]);
  if (lens === undefined) throw new Unable('The data set has no "label".');
  return lens;
}

/** The columns that a model learns from: all but keys, time, label, prediction and split, unless they are named. */
export function featuresOf({ dataset, table }: CheckScope, named: readonly string[] | undefined): readonly Lens[] {
  if (named !== undefined) return lensesOf(table, named);
  const { keys, time, label, prediction, split } = dataset;
  const others = new Set([...keys, time, label, prediction, split?.kind === "column" ? split.column : undefined]);
  return table.columns.filter(({ name }) => !others.has(name));
}

const Failing = z.object({ failing: z.bigint() });

export function conflictingLabelsPlan(check: Of<"conflicting_labels">, scope: CheckScope): Plan {
  const { session, table } = scope;
  const label = labelOf(scope);
  const ids = featuresOf(scope, check.options.columns)
    .map(({ id }) => id)
    .join(", ");
  if (ids === "") throw new Unable("There are no features.");
  const usable = `${label.id} IS NOT NULL`;
  // Only rows whose features have several labels have to be looked at one by one.
  const unsure = `SELECT hash(${ids}) FROM ${table.rows} WHERE ${usable} GROUP BY 1 HAVING min(${label.id}) <> max(${label.id})`;
  const earlier = `OVER (PARTITION BY ${ids} ORDER BY r ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  const rows = `SELECT r, ${label.id}, ${label.text} AS shown, min(${label.id}) ${earlier} AS low, max(${label.id}) ${earlier} AS high FROM ${table.numbered} WHERE ${usable} AND hash(${ids}) IN (${unsure})`;
  const where = `FROM (${rows}) WHERE low <> ${label.id} OR high <> ${label.id}`;
  return {
    figures: [`count(${label.id})`],
    judge: async ([all]) => {
      const { failing } = await session.row(Failing, `SELECT count(*) AS failing ${where}`);
      const words = { noun: "row", fault: "labelled otherwise than an earlier one with the same features" };
      return limited(limitVerdict(countOf(failing), countOf(all), check.options.max, words), {
        table,
        query: `SELECT r, shown AS v, ${nameOf(label.name)} AS c ${where}`,
      });
    },
  };
}

const Classes = z.object({
  classes: z.bigint(),
  rarest: z.string().nullable(),
  least: z.bigint().nullable(),
  commonest: z.string().nullable(),
  most: z.bigint().nullable(),
});

export function classBalancePlan(check: Of<"class_balance">, scope: CheckScope): Plan {
  const label = labelOf(scope);
  const counts = `SELECT ${label.text} AS v, count(*) AS n FROM ${scope.table.rows} WHERE ${label.id} IS NOT NULL GROUP BY 1`;
  return {
    figures: [],
    judge: async () => {
      const { classes, rarest, least, commonest, most } = await scope.session.row(
        Classes,
        `SELECT count(*) AS classes, arg_min(v, n) AS rarest, min(n) AS least, arg_max(v, n) AS commonest, max(n) AS most FROM (${counts})`,
      );
      if (least === null || most === null) return finding(couldNotRun("There are no labels."));
      const ratio = Number(least) / Number(most);
      const { min } = check.options;
      const passes = ratio >= min;
      const should = passes ? "" : ` It should be at least ${figure(min)}.`;
      return finding({
        state: passes ? "passed" : "failed",
        message: `Of ${counted(Number(classes), "label")}, the rarest (${rarest}, ${counted(Number(least), "row")}) has ${figure(ratio)} of the commonest's rows (${commonest}, ${counted(Number(most), "row")}).${should}`,
      });
    },
  };
}
