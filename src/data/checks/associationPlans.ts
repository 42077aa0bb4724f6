import type { TableCheck } from "../../config/checks/check.ts";
import type { ColumnType } from "../../config/checks/columnType.ts";
import { type Association, associate } from "./associate.ts";
import type { CheckScope } from "./context.ts";
import { featuresOf, labelOf } from "./labelPlans.ts";
import type { Lens } from "./lens.ts";
import { couldNotRun } from "./outcome.ts";
import { type Finding, finding, type Plan } from "./plan.ts";
import { lensesOf } from "./tablePlans.ts";
import { counted, figure, listed } from "./words.ts";

type Of<Kind extends TableCheck["kind"]> = Extract<TableCheck, { kind: Kind }>;

const isNumber = (type: ColumnType): boolean => type === "integer" || type === "number";

/** How strongly two things go together. */
interface Strength {
  readonly name: string;
  readonly value: number;
}

/** Judges the strongest of several coefficients. */
function strongest(strengths: readonly Strength[], max: number, unjudged: readonly string[]): Finding {
  const left = unjudged.length === 0 ? "" : ` Not judged: ${listed(unjudged)}.`;
  if (strengths.length === 0) return finding(couldNotRun(`There is nothing to compare.${left}`));
  const sorted = [...strengths].sort((a, b) => b.value - a.value);
  const failing = sorted.filter(({ value }) => value > max);
  const shown = (failing.length > 0 ? failing : sorted.slice(0, 1)).map(
    ({ name, value }) => `${name} ${figure(value)}`,
  );
  const message =
    failing.length > 0
      ? `${listed(shown)}: at most ${figure(max)} is allowed.${left}`
      : `The strongest is ${shown[0]}.${left}`;
  return finding({
    state: failing.length > 0 ? "failed" : "passed",
    message,
    failing: failing.length,
    rows: strengths.length,
  });
}

export async function correlationPlan(check: Of<"correlation">, scope: CheckScope): Promise<Plan> {
  const { table, dataset, session } = scope;
  const { columns, method, max } = check.options;
  const named = columns === undefined ? table.columns : lensesOf(table, columns);
  const lenses: Lens[] = [];
  for (const lens of named) {
    const isKey = columns === undefined && dataset.keys.includes(lens.name);
    if (!isKey && isNumber(await scope.typeOf(lens))) lenses.push(lens);
  }
  const pairs = lenses.flatMap((a, at) => lenses.slice(at + 1).map((b) => ({ a, b, name: `${a.name} and ${b.name}` })));
  const number = (lens: Lens): string => `(${lens.as("number").value})`;
  const judge = (values: readonly (number | null)[]): Finding => {
    const known = pairs.flatMap(({ name }, at) => {
      const value = values[at];
      return value === null || value === undefined || Number.isNaN(value)
        ? []
        : [{ name, value: Number(Math.abs(value).toFixed(12)) }];
    });
    const unknown = pairs.length - known.length;
    return strongest(
      known,
      max,
      unknown === 0 ? [] : [`${counted(unknown, "pair")} with a constant or infinite column`],
    );
  };
  if (method === "pearson") {
    return {
      figures: pairs.map(({ a, b }) => `corr(${finite(number(a))}, ${finite(number(b))})`),
      judge: (figures) => judge(figures.map((value) => (typeof value === "number" ? value : null))),
    };
  }
  return {
    figures: [],
    judge: async () => {
      const values: (number | null)[] = [];
      for (const { a, b } of pairs) {
        values.push(await associate(session, table.rows, { kind: "numbers", a: number(a), b: number(b) }));
      }
      return judge(values);
    },
  };
}

/** Infinite values have no correlation; they are left out. */
const finite = (value: string): string => `CASE WHEN isfinite(${value}) THEN ${value} END`;

/** What a column is to an association: a number, or a category. */
async function sideOf(scope: CheckScope, lens: Lens): Promise<{ readonly isNumber: boolean; readonly sql: string }> {
  const type = await scope.typeOf(lens);
  return isNumber(type) ? { isNumber: true, sql: `(${lens.as("number").value})` } : { isNumber: false, sql: lens.text };
}

export async function labelLeakagePlan(check: Of<"label_leakage">, scope: CheckScope): Promise<Plan> {
  const label = labelOf(scope);
  const own = await sideOf(scope, label);
  const features = featuresOf(scope, check.options.columns);
  const asked: { readonly name: string; readonly association: Association }[] = [];
  for (const lens of features) {
    const side = await sideOf(scope, lens);
    asked.push({ name: lens.name, association: associationOf(side, own) });
  }
  return judgedOneByOne(scope, asked, check.options.max);
}

type Side = Awaited<ReturnType<typeof sideOf>>;

function associationOf(feature: Side, label: Side): Association {
  if (feature.isNumber && label.isNumber) return { kind: "numbers", a: feature.sql, b: label.sql };
  if (feature.isNumber) return { kind: "mixed", number: feature.sql, category: label.sql };
  if (label.isNumber) return { kind: "mixed", number: label.sql, category: feature.sql };
  return { kind: "categories", a: feature.sql, b: label.sql };
}

/** Keys, time and the order of the rows should know nothing of the label. */
export async function identifierLeakagePlan(check: Of<"identifier_leakage">, scope: CheckScope): Promise<Plan> {
  const { dataset, table } = scope;
  const label = await sideOf(scope, labelOf(scope));
  const asked: { readonly name: string; readonly association: Association }[] = [];
  for (const lens of lensesOf(table, [
    ...new Set([...dataset.keys, ...(dataset.time === undefined ? [] : [dataset.time])]),
  ])) {
    const type = await scope.typeOf(lens);
    asked.push({ name: lens.name, association: ranked(lens.as(type).value, label) });
  }
  asked.push({ name: "the order of the rows", association: ranked("r", label) });
  return judgedOneByOne(scope, asked, check.options.max);
}

const ranked = (value: string, label: Side): Association =>
  label.isNumber ? { kind: "numbers", a: value, b: label.sql } : { kind: "ranked", value, category: label.sql };

function judgedOneByOne(
  { session, table }: CheckScope,
  asked: readonly { readonly name: string; readonly association: Association }[],
  max: number,
): Plan {
  return {
    figures: [],
    judge: async () => {
      const strengths: Strength[] = [];
      const unjudged: string[] = [];
      for (const { name, association } of asked) {
        const value = await associate(session, table.numbered, association);
        if (value === null) unjudged.push(name);
        else strengths.push({ name, value: Math.abs(value) });
      }
      return strongest(strengths, max, unjudged);
    },
  };
}
