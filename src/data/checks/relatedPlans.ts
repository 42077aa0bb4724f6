import * as z from "zod";
import type { TableCheck } from "../../config/checks/check.ts";
import type { CheckScope } from "./context.ts";
import type { Lens } from "./lens.ts";
import { countOf, type Plan } from "./plan.ts";
import { nameOf, rowFinding } from "./rowPlan.ts";
import { lensesOf, shown } from "./tablePlans.ts";

type Of<Kind extends TableCheck["kind"]> = Extract<TableCheck, { kind: Kind }>;

const Failing = z.object({ failing: z.bigint() });

/** A value as it is compared between two columns: as the number it is where both are declared as numbers, else as its text. */
function compared(lens: Lens, other: Lens): string {
  const types = [typeOf(lens), typeOf(other)];
  if (types.some((type) => type !== "integer" && type !== "number")) return lens.text;
  const { value } = lens.as(types.includes("number") ? "number" : "integer");
  return `coalesce(CAST(${value} AS VARCHAR), ${lens.text})`;
}

const typeOf = ({ type, physical }: Lens): string | undefined => {
  if (type !== undefined) return type;
  if (/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/.test(physical)) return "integer";
  return /^(FLOAT|DOUBLE|DECIMAL)/.test(physical) ? "number" : undefined;
};

export async function foreignKeyPlan(check: Of<"foreign_key">, { session, table, open }: CheckScope): Promise<Plan> {
  const { columns, references } = check.options;
  const own = lensesOf(table, columns);
  const target = await open(references.dataset);
  const others = lensesOf(target, references.columns);
  const pairs = own.flatMap((lens, at) => {
    const other = others[at];
    return other === undefined ? [] : [{ own: compared(lens, other), other: compared(other, lens) }];
  });
  const keys = pairs.map(({ other }, at) => `${other} AS k${at}`).join(", ");
  const values = pairs.map(({ own: value }, at) => `${value} AS v${at}`).join(", ");
  const equal = pairs.map((_, at) => `v${at} = k${at}`).join(" AND ");
  const isSet = own.map(({ id }) => `${id} IS NOT NULL`).join(" AND ");
  const orphans = (fields: string, rows: string): string =>
    `SELECT ${fields} FROM (SELECT *, ${values} FROM ${rows} WHERE ${isSet}) AS own WHERE NOT EXISTS (SELECT 1 FROM (SELECT DISTINCT ${keys} FROM ${target.rows}) AS other WHERE ${equal})`;
  const where = `${references.dataset}.${references.columns.join(", ")}`;
  return {
    figures: [`count(*) FILTER (WHERE ${isSet})`],
    judge: async ([rows]) => {
      const { failing } = await session.row(Failing, orphans("count(*) AS failing", table.rows));
      return rowFinding(check, {
        failing: countOf(failing),
        rows: countOf(rows),
        noun: "row",
        fault: { one: `has no match in ${where}`, several: `have no match in ${where}` },
        places: {
          table,
          query: orphans(`r, ${shown(own)} AS v, ${nameOf(own[0]?.name ?? null)} AS c`, table.numbered),
        },
      });
    },
  };
}
