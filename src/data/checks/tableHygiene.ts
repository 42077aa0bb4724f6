import type { TableCheck } from "../../config/checks/check.ts";
import type { ColumnType } from "../../config/checks/columnType.ts";
import type { CheckScope } from "./context.ts";
import { type HygieneCheck, hygienePlan } from "./hygienePlans.ts";
import type { Lens } from "./lens.ts";
import { skipped } from "./outcome.ts";
import { decided, type Finding, finding, type Plan } from "./plan.ts";
import { told } from "./runPlans.ts";
import { lensesOf } from "./tablePlans.ts";
import { counted } from "./words.ts";

type TableHygiene = Extract<TableCheck, { kind: HygieneCheck["kind"] }>;

const numberTypes: readonly ColumnType[] = ["integer", "number"];
const typesOf: Readonly<Record<HygieneCheck["kind"], readonly ColumnType[] | undefined>> = {
  finite: numberTypes,
  outliers: numberTypes,
  surrounding_space: ["string"],
  special_characters: ["string"],
  spelling_variants: ["string"],
  mixed_types: undefined,
  null_spellings: undefined,
  constant: undefined,
};

/** One check for several columns, each judged by itself. */
export async function tableHygienePlan(check: TableHygiene, scope: CheckScope): Promise<Plan> {
  const lenses = await columnsFor(check, scope);
  const plans: { readonly lens: Lens; readonly plan: Plan }[] = [];
  for (const lens of lenses) plans.push({ lens, plan: await hygienePlan(check, scope, lens) });
  if (plans.length === 0) return decided(skipped("There is no column that it makes sense for."));
  return {
    figures: plans.flatMap(({ plan }) => plan.figures),
    judge: async (figures) => {
      const findings: { readonly name: string; readonly found: Finding }[] = [];
      let at = 0;
      for (const { lens, plan } of plans) {
        const own = figures.slice(at, at + plan.figures.length);
        at += plan.figures.length;
        findings.push({ name: lens.name, found: await told(() => plan.judge(own)) });
      }
      return together(findings);
    },
  };
}

async function columnsFor({ kind, options }: TableHygiene, { table, typeOf }: CheckScope): Promise<readonly Lens[]> {
  if (options.columns !== undefined) return lensesOf(table, options.columns);
  const types = typesOf[kind];
  if (types === undefined) return table.columns;
  const found: Lens[] = [];
  for (const lens of table.columns) if (types.includes(await typeOf(lens))) found.push(lens);
  return found;
}

const mostNamed = 5;

function together(findings: readonly { readonly name: string; readonly found: Finding }[]): Finding {
  const of = (state: string) => findings.filter(({ found }) => found.verdict.state === state);
  const [failed, unable] = [of("failed"), of("couldNotRun")];
  const told = failed.length > 0 ? failed : unable;
  const rows = (failed.length > 0 ? failed : findings).map(({ found }) => found.verdict);
  const sum = (pick: "failing" | "rows" | "tolerated"): number | undefined =>
    rows.some((verdict) => verdict[pick] !== undefined)
      ? rows.reduce((total, verdict) => total + (verdict[pick] ?? 0), 0)
      : undefined;
  const words = told.slice(0, mostNamed).map(({ name, found }) => `${name}: ${found.verdict.message}`);
  const more = told.length > mostNamed ? [`${counted(told.length - mostNamed, "column")} more.`] : [];
  const state = failed.length > 0 ? "failed" : unable.length > 0 ? "couldNotRun" : "passed";
  return finding(
    {
      state,
      message: state === "passed" ? `Nothing in ${counted(findings.length, "column")}.` : [...words, ...more].join(" "),
      failing: sum("failing"),
      rows: sum("rows"),
      tolerated: sum("tolerated"),
    },
    failed.flatMap(({ found }) => found.failing),
  );
}
