import * as z from "zod";
import type { ColumnCheck, TableCheck } from "../../config/checks/check.ts";
import { compare } from "../drift/compare.ts";
import { driftedColumns, questionOfCheck } from "../drift/driftCheck.ts";
import type { CheckScope } from "./context.ts";
import { dataSource } from "./declaredDatasets.ts";
import type { Lens } from "./lens.ts";
import { couldNotRun } from "./outcome.ts";
import { countOf, finding, type Plan } from "./plan.ts";
import { nameOf, rowFinding } from "./rowPlan.ts";
import { columnOf } from "./table.ts";
import { limitVerdict } from "./tablePlans.ts";
import { Unable } from "./unable.ts";
import { counted, listed, percent } from "./words.ts";

type Of<Kind extends TableCheck["kind"]> = Extract<TableCheck, { kind: Kind }>;
type NewValues = Extract<ColumnCheck, { kind: "new_values" }>;

const Counted = z.object({ n: z.bigint() });

/** The number of rows against the reference version's. */
export async function rowCountChangePlan(check: Of<"row_count_change">, scope: CheckScope): Promise<Plan> {
  const before = await scope.reference();
  const { max, direction } = check.options;
  return {
    figures: ["count(*)"],
    judge: async ([rows]) => {
      const known = countOf((await scope.session.row(Counted, `SELECT count(*) AS n FROM ${before.rows}`)).n);
      const now = countOf(rows);
      if (known === 0) return finding(couldNotRun("The reference version has no rows."));
      const change = (now - known) / known;
      const counts = direction === "either" || (direction === "increase" ? change > 0 : change < 0);
      const passes = !counts || Math.abs(change) <= max;
      const words = `There are ${counted(now, "row")}, and ${counted(known, "row")} in the reference version: ${change < 0 ? "" : "+"}${percent(change)}.`;
      const should = passes ? "" : ` At most ${percent(max)} is allowed.`;
      return finding({ state: passes ? "passed" : "failed", message: `${words}${should}` });
    },
  };
}

/** Values that the reference version's column lacks. */
export async function newReferenceValuesPlan(check: NewValues, scope: CheckScope, lens: Lens): Promise<Plan> {
  const { session, table } = scope;
  const before = await scope.reference();
  const other = columnOf(before, lens.name);
  if (other === undefined) throw new Unable(`The reference version has no column "${lens.name}".`);
  const known = `SELECT DISTINCT ${other.text} AS k FROM ${before.rows} WHERE ${other.id} IS NOT NULL`;
  const where = (rows: string) =>
    `FROM ${rows} AS now WHERE now.${lens.id} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM (${known}) AS earlier WHERE earlier.k = ${lens.text})`;
  return {
    figures: [`count(${lens.id})`],
    judge: async ([rows]) => {
      const { n } = await session.row(Counted, `SELECT count(*) AS n ${where(table.rows)}`);
      return rowFinding(check, {
        failing: countOf(n),
        rows: countOf(rows),
        fault: { one: "isn't in the reference version", several: "aren't in the reference version" },
        places: { table, query: `SELECT r, ${lens.text} AS v, ${nameOf(lens.name)} AS c ${where(table.numbered)}` },
      });
    },
  };
}

/** How many columns have drifted, judged as docs/data-drift.md says. */
export async function driftPlan(check: Of<"drift">, scope: CheckScope): Promise<Plan> {
  const { session, workspace, dataset, signal } = scope;
  const { options } = check;
  const reference =
    options.against === "reference" ? { of: { source: dataSource((await scope.reference()).source) } } : undefined;
  const question = questionOfCheck(dataset, options, reference);
  return {
    figures: [],
    judge: async () => {
      const report = await compare(session, question, { workspace, ...(signal === undefined ? {} : { signal }) });
      const drifted = driftedColumns(report);
      const { columns } = report;
      const unsure = columns.filter(({ verdict }) => verdict === "too small to tell").length;
      const all = columns.length + report.schema.vanished.length + report.schema.changed.length;
      const verdict = limitVerdict(drifted.length, all, options.max, { noun: "column", fault: "drifted" });
      const names = drifted.length === 0 ? "" : ` Drifted: ${listed(drifted)}.`;
      if (all > 0 && unsure === all) {
        return finding(couldNotRun("There are too few rows to tell whether any column has drifted."));
      }
      const small = unsure === 0 ? "" : ` Too few rows to tell: ${counted(unsure, "column")}.`;
      return finding({ ...verdict, message: `${verdict.message}${names}${small}` });
    },
  };
}
