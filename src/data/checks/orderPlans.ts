import * as z from "zod";
import type { ColumnCheck } from "../../config/checks/check.ts";
import { identityKeys, numberLiteral } from "./columnPlans.ts";
import type { CheckScope } from "./context.ts";
import type { Lens } from "./lens.ts";
import { countOf, type Plan } from "./plan.ts";
import { type Fault, nameOf, rowFinding } from "./rowPlan.ts";
import { columnOf } from "./table.ts";
import { Unable } from "./unable.ts";
import { counted } from "./words.ts";

type Of<Kind extends ColumnCheck["kind"]> = Extract<ColumnCheck, { kind: Kind }>;

const Counts = z.object({ rows: z.bigint(), failing: z.bigint() });

/** Each value against the one before it, in the order of the rows. */
interface Neighbours {
  readonly value: string;
  readonly by: readonly string[] | undefined;
  /** SQL of the value `v` and the one before it, `p`, that hold when a row fails. */
  readonly fails: string;
  readonly fault: Fault;
}

export async function monotonicPlan(check: Of<"monotonic">, scope: CheckScope, lens: Lens): Promise<Plan> {
  const { value: direction, strict, by } = check.options;
  const rises = direction === "increasing";
  const wrong = `${rises ? "<" : ">"}${strict ? "=" : ""}`;
  return neighbourPlan(check, scope, lens, {
    value: (await readable(scope, lens, "monotonic")).value,
    by,
    fails: `v ${wrong} p`,
    fault: strict
      ? {
          one: `isn't ${rises ? "above" : "below"} the one before`,
          several: `aren't ${rises ? "above" : "below"} the one before`,
        }
      : `${rises ? "below" : "above"} the one before`,
  });
}

export async function sequentialPlan(check: Of<"sequential">, scope: CheckScope, lens: Lens): Promise<Plan> {
  const { step, by } = check.options;
  await readable(scope, lens, "sequential");
  const next = `p + ${numberLiteral(step)}`;
  return neighbourPlan(check, scope, lens, {
    value: lens.as("number").value,
    by,
    // Steps such as 0.1 are no sums of powers of two.
    fails: `abs(v - (${next})) > 1e-9 * greatest(1, abs(v))`,
    fault: { one: `isn't the one before plus ${step}`, several: `aren't the one before plus ${step}` },
  });
}

/** The column's own type, for checks that compare values. Without a declared type, what can't be read would be passed over. */
async function readable(scope: CheckScope, lens: Lens, kind: string) {
  const type = await scope.typeOf(lens);
  if (type === "string" || type === "json" || type === "uuid" || type === "boolean") {
    throw new Unable(
      `"${kind}" compares numbers, dates or times, and "${lens.name}" has others too: declare its "type".`,
    );
  }
  return lens.as(type);
}

function neighbourPlan(
  check: Of<"monotonic"> | Of<"sequential">,
  { session, table }: CheckScope,
  lens: Lens,
  { value, by = [], fails, fault }: Neighbours,
): Plan {
  const groups = by.flatMap((name) => {
    const column = columnOf(table, name);
    if (column === undefined) throw new Unable(`There is no column "${name}" to group by.`);
    return identityKeys(column);
  });
  // Without groups rows are in their order as they come, and nothing has to be sorted.
  const over = groups.length === 0 ? "" : `PARTITION BY ${groups.join(", ")} ORDER BY r`;
  const read = `(SELECT *, ${value} AS v, ${lens.text} AS shown FROM ${table.numbered})`;
  const neighbours = `(SELECT r, v, shown, lag(v) OVER (${over}) AS p FROM ${read} WHERE v IS NOT NULL)`;
  return {
    figures: [],
    judge: async () => {
      const counts = `SELECT count(*) AS rows, count(*) FILTER (WHERE ${fails}) AS failing FROM ${neighbours}`;
      const { rows, failing } = await session.row(Counts, counts);
      return rowFinding(check, {
        failing: countOf(failing),
        rows: countOf(rows),
        fault,
        places: { table, query: `SELECT r, shown AS v, ${nameOf(lens.name)} AS c FROM ${neighbours} WHERE ${fails}` },
      });
    },
  };
}

/** How many values were left out of a figure because they can't be read. */
export const leftOut = (count: number): string =>
  count === 0 ? "" : ` ${counted(count, "value")} that can't be read ${count === 1 ? "is" : "are"} left out.`;
