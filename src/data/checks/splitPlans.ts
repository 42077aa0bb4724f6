import * as z from "zod";
import type { TableCheck } from "../../config/checks/check.ts";
import type { CheckScope } from "./context.ts";
import type { Lens } from "./lens.ts";
import { couldNotRun } from "./outcome.ts";
import { countOf, type FailingRows, finding, type Plan } from "./plan.ts";
import { nameOf, rowFinding } from "./rowPlan.ts";
import { columnOf, type Table } from "./table.ts";
import { lensesOf, limited, limitVerdict, shown, spanWords } from "./tablePlans.ts";
import { Unable } from "./unable.ts";

type Of<Kind extends TableCheck["kind"]> = Extract<TableCheck, { kind: Kind }>;

const Counts = z.object({ rows: z.bigint(), failing: z.bigint() });

/** The same column of both parts. */
interface Pair {
  readonly train: Lens;
  readonly test: Lens;
}

interface Parts {
  readonly train: Table;
  readonly test: Table;
}

async function partsOf({ part }: CheckScope): Promise<Parts> {
  return { train: await part("train"), test: await part("test") };
}

/** The columns by which a data set is split belong to no comparison. */
const splitColumn = ({ dataset: { split } }: CheckScope): string | undefined =>
  split?.kind === "column" ? split.column : undefined;

function pairsOf({ train, test }: Parts, names: readonly string[]): Pair[] {
  return names.map((name) => {
    const [own] = lensesOf(test, [name]);
    const other = columnOf(train, name);
    if (own === undefined || other === undefined) throw new Unable(`The train part has no column "${name}".`);
    return { train: other, test: own };
  });
}

/** How many rows there are in a part; a part without rows can't be compared. */
async function counted({ session }: CheckScope, { train, test }: Parts): Promise<{ train: number; test: number }> {
  const Rows = z.object({ n: z.bigint() });
  const count = async ({ rows }: Table) => countOf((await session.row(Rows, `SELECT count(*) AS n FROM ${rows}`)).n);
  return { train: await count(train), test: await count(test) };
}

const emptyPart = (rows: { train: number; test: number }): string | undefined => {
  const empty = rows.train === 0 ? "train" : rows.test === 0 ? "test" : undefined;
  return empty === undefined ? undefined : `The ${empty} part has no rows.`;
};

export async function overlapPlan(check: Of<"split_overlap">, scope: CheckScope): Promise<Plan> {
  const parts = await partsOf(scope);
  const all = parts.test.columns.map(({ name }) => name).filter((name) => name !== splitColumn(scope));
  const pairs = pairsOf(parts, check.options.columns ?? all);
  const alike = pairs.map(({ test }, at) => `test.${test.id} IS NOT DISTINCT FROM train.k${at}`).join(" AND ");
  const keys = pairs.map(({ train }, at) => `${train.id} AS k${at}`).join(", ");
  const where = (rows: string) =>
    `FROM ${rows} AS test WHERE EXISTS (SELECT 1 FROM (SELECT DISTINCT ${keys} FROM ${parts.train.rows}) AS train WHERE ${alike})`;
  return {
    figures: [],
    judge: async () => {
      const rows = await counted(scope, parts);
      const lack = emptyPart(rows);
      if (lack !== undefined) return finding(couldNotRun(lack));
      const { failing } = await scope.session.row(
        Counts,
        `SELECT count(*) AS failing, 0::BIGINT AS rows ${where(parts.test.rows)}`,
      );
      const words = { noun: "row", fault: "in the train part, too" };
      const verdict = limitVerdict(countOf(failing), rows.test, check.options.max, words);
      const column = check.options.columns?.[0] ?? null;
      const lenses = pairs.map(({ test }) => test);
      return limited(
        { ...verdict, message: `Of the test part, ${verdict.message}` },
        {
          table: parts.test,
          query: `SELECT r, ${shown(lenses)} AS v, ${nameOf(column)} AS c ${where(parts.test.numbered)}`,
        },
      );
    },
  };
}

const Latest = z.object({ latest: z.string().nullable() });

export async function timePlan(check: Of<"split_time">, scope: CheckScope): Promise<Plan> {
  const parts = await partsOf(scope);
  const name = scope.dataset.time ?? "";
  const [pair] = pairsOf(parts, [name]);
  if (pair === undefined) throw new Unable('The data set has no "time".');
  const [type, other] = [await scope.typeOf(pair.test, parts.test), await scope.typeOf(pair.train, parts.train)];
  if (![type, other].every((each) => each === "date" || each === "timestamp")) {
    throw new Unable(`The values of "${name}" can't all be read as dates or times.`);
  }
  const moment = (lens: Lens, as: "date" | "timestamp"): string => `CAST(${lens.as(as).value} AS TIMESTAMP)`;
  const trained = moment(pair.train, other === "date" ? "date" : "timestamp");
  const tested = moment(pair.test, type === "date" ? "date" : "timestamp");
  return {
    figures: [],
    judge: async () => {
      const { session } = scope;
      const query = `SELECT CAST(max(${trained}) AS VARCHAR) AS latest FROM ${parts.train.rows}`;
      const { latest } = await session.row(Latest, query);
      if (latest === null) return finding(couldNotRun(`The train part has no dates in "${name}".`));
      const { gap } = check.options;
      const bound = `(CAST('${latest}' AS TIMESTAMP) + to_milliseconds(${gap}))`;
      const fails = `${tested} ${gap === 0 ? "<=" : "<"} ${bound}`;
      const counts = await session.row(
        Counts,
        `SELECT count(${tested}) AS rows, count(*) FILTER (WHERE ${fails}) AS failing FROM ${parts.test.rows}`,
      );
      if (counts.rows === 0n) return finding(couldNotRun(`The test part has no dates in "${name}".`));
      const later = gap === 0 ? "later than" : `${spanWords(gap)} later than`;
      return rowFinding(check, {
        failing: countOf(counts.failing),
        rows: countOf(counts.rows),
        noun: "row",
        fault: `not ${later} the train part's last one, of ${latest}`,
        places: {
          table: parts.test,
          query: `SELECT r, ${pair.test.text} AS v, ${nameOf(name)} AS c FROM ${parts.test.numbered} WHERE ${fails}`,
        },
      });
    },
  };
}

/** Values of the test part that the train part lacks. */
async function newValues(
  check: Of<"split_new_labels"> | Of<"split_new_values">,
  scope: CheckScope,
  names: readonly string[],
): Promise<Plan> {
  const parts = await partsOf(scope);
  const pairs = pairsOf(parts, names);
  const where = ({ train, test }: Pair, rows: string): string =>
    `FROM ${rows} AS test WHERE test.${test.id} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM (SELECT DISTINCT ${train.text} AS k FROM ${parts.train.rows}) AS train WHERE train.k = ${test.text})`;
  return {
    figures: [],
    judge: async () => {
      const total = await counted(scope, parts);
      const lack = emptyPart(total);
      if (lack !== undefined) return finding(couldNotRun(lack));
      let rows = 0;
      const failing: FailingRows[] = [];
      for (const pair of pairs) {
        const { failing: fresh, rows: looked } = await scope.session.row(
          Counts,
          `SELECT (SELECT count(*) ${where(pair, parts.test.rows)}) AS failing, (SELECT count(${pair.test.id}) FROM ${parts.test.rows}) AS rows`,
        );
        rows += countOf(looked);
        if (fresh === 0n) continue;
        const query = `SELECT r, ${pair.test.text} AS v, ${nameOf(pair.test.name)} AS c ${where(pair, parts.test.numbered)}`;
        failing.push({ table: parts.test, query, count: countOf(fresh) });
      }
      const count = failing.reduce((sum, each) => sum + each.count, 0);
      const fault = { one: "isn't in the train part", several: "aren't in the train part" };
      const places = { table: parts.test, query: failing.map(({ query }) => query).join(" UNION ALL ") };
      return rowFinding(check, { failing: count, rows, fault, places });
    },
  };
}

export const newLabelsPlan = (check: Of<"split_new_labels">, scope: CheckScope): Promise<Plan> =>
  newValues(check, scope, scope.dataset.label === undefined ? [] : [scope.dataset.label]);

export async function newValuesPlan(check: Of<"split_new_values">, scope: CheckScope): Promise<Plan> {
  if (check.options.columns !== undefined) return newValues(check, scope, check.options.columns);
  const { test } = await partsOf(scope);
  const names: string[] = [];
  for (const lens of test.columns) {
    const isOther = scope.dataset.keys.includes(lens.name) || lens.name === splitColumn(scope);
    if (!isOther && (await scope.typeOf(lens, test)) === "string") names.push(lens.name);
  }
  return newValues(check, scope, names);
}
