import * as z from "zod";
import type { ColumnCheck } from "../../config/checks/check.ts";
import type { ColumnType } from "../../config/checks/columnType.ts";
import { usualNullSpellings } from "../../config/nullSpellings.ts";
import { literal } from "../duckdb/sql.ts";
import type { CheckScope } from "./context.ts";
import type { Lens } from "./lens.ts";
import { skipped, type Verdict } from "./outcome.ts";
import { countOf, decided, finding, numberOf, type Plan } from "./plan.ts";
import { nameOf, rowFinding, rowPlan } from "./rowPlan.ts";
import type { Table } from "./table.ts";
import { Unable } from "./unable.ts";
import { figure, percent } from "./words.ts";

type HygieneKind =
  | "finite"
  | "mixed_types"
  | "null_spellings"
  | "surrounding_space"
  | "special_characters"
  | "spelling_variants"
  | "constant"
  | "outliers";

/** A check that may stand below a column or, for several columns, below `checks`. */
export type HygieneCheck<Kind extends HygieneKind = HygieneKind> = {
  [Each in Kind]: Pick<Extract<ColumnCheck, { kind: Each }>, "kind" | "options" | "tolerate">;
}[Kind];

const isText = ({ physical }: Lens): boolean => physical === "VARCHAR" || physical === "JSON";

/** What a check of one column's values does. */
export async function hygienePlan(check: HygieneCheck, scope: CheckScope, lens: Lens): Promise<Plan> {
  const { table } = scope;
  switch (check.kind) {
    case "finite":
      return finitePlan(check, table, lens);
    case "mixed_types":
      return isText(lens) ? mixedTypesPlan(check, table, lens) : decided(oneType(lens));
    case "null_spellings":
      return textPlan(check, table, lens, nullSpelling(check, lens), {
        one: "spells null in another way",
        several: "spell null in another way",
      });
    case "surrounding_space":
      return textPlan(check, table, lens, `regexp_matches(${lens.text}, '^[\\s\\p{Z}]|[\\s\\p{Z}]$')`, {
        one: "begins or ends with white space",
        several: "begin or end with white space",
      });
    case "special_characters":
      return textPlan(check, table, lens, `regexp_matches(${lens.text}, ${literal(special)})`, {
        one: "has control or invisible characters",
        several: "have control or invisible characters",
      });
    case "spelling_variants":
      return isText(lens) ? spellingPlan(check, scope, lens) : decided(oneType(lens));
    case "constant":
      return constantPlan(check, scope, lens);
    case "outliers":
      return outliersPlan(check, scope, lens);
  }
}

const oneType = ({ physical }: Lens): Verdict => skipped(`The values are kept as ${physical}, not as texts.`);

/** Control characters, those that format without being seen, other spaces than the usual one, and U+FFFD. */
const special = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\x{00A0}\\x{2007}\\x{202F}\\x{FFFD}]";

function nullSpelling({ options }: HygieneCheck<"null_spellings">, lens: Lens): string {
  const spellings = (options.spellings ?? usualNullSpellings).map((text) => literal(text.toLowerCase()));
  return `lower(trim(${lens.text})) IN (${spellings.join(", ")})`;
}

function textPlan(
  check: HygieneCheck,
  table: Table,
  lens: Lens,
  fails: string,
  fault: { one: string; several: string },
): Plan {
  if (!isText(lens)) return decided(oneType(lens));
  return rowPlan(check, {
    table,
    looked: `${lens.id} IS NOT NULL`,
    fails,
    fault,
    value: lens.text,
    column: lens.name,
  });
}

function finitePlan(check: HygieneCheck<"finite">, table: Table, lens: Lens): Plan {
  const { value } = lens.as("number");
  return rowPlan(check, {
    table,
    looked: `(${value}) IS NOT NULL`,
    fails: `NOT isfinite(${value})`,
    fault: "NaN or infinite",
    value: lens.text,
    column: lens.name,
  });
}

const kinds = ["a number", "a date", "true or false", "another text"] as const;

function mixedTypesPlan(check: HygieneCheck<"mixed_types">, table: Table, lens: Lens): Plan {
  const reads = (type: ColumnType): string => lens.as(type).reads;
  const kind = `CASE WHEN ${reads("number")} THEN 0 WHEN ${reads("timestamp")} THEN 1 WHEN lower(trim(${lens.text})) IN ('true', 'false') THEN 2 ELSE 3 END`;
  return {
    figures: kinds.map((_, at) => `count(*) FILTER (WHERE ${lens.id} IS NOT NULL AND ${kind} = ${at})`),
    judge: (figures) => {
      const counts = figures.map(countOf);
      const rows = counts.reduce((sum, count) => sum + count, 0);
      const most = Math.max(...counts);
      const commonest = counts.indexOf(most);
      const others = kinds.flatMap((name, at) =>
        at === commonest || counts[at] === 0 ? [] : [`${name} (${counts[at]})`],
      );
      return rowFinding(check, {
        failing: rows - most,
        rows,
        fault: `of another kind than most, which are ${kinds[commonest]}`,
        hint: `They are ${others.join(", ")}.`,
        places: {
          table,
          query: `SELECT r, ${lens.text} AS v, ${nameOf(lens.name)} AS c FROM ${table.numbered} WHERE ${lens.id} IS NOT NULL AND ${kind} <> ${commonest}`,
        },
      });
    },
  };
}

const Counts = z.object({ rows: z.bigint(), failing: z.bigint() });

/** Spellings that are one but for case, white space, punctuation and accents; of equally common ones the first in order counts. */
function spellingPlan(check: HygieneCheck<"spelling_variants">, { session, table }: CheckScope, lens: Lens): Plan {
  const essence = `lower(strip_accents(regexp_replace(${lens.text}, '[\\s\\p{Z}\\p{P}\\p{S}]+', '', 'g')))`;
  const spellings = `SELECT ${lens.text} AS t, ${essence} AS e, count(*) AS n FROM ${table.rows} WHERE ${lens.id} IS NOT NULL GROUP BY ALL`;
  const ranked = `SELECT t, n, e, row_number() OVER (PARTITION BY e ORDER BY n DESC, t) AS place FROM (${spellings})`;
  const rare = `FROM (${ranked}) WHERE place > 1 AND e <> ''`;
  return {
    figures: [`count(${lens.id})`],
    judge: async ([rows]) => {
      const { failing } = await session.row(
        Counts,
        `SELECT coalesce(sum(n), 0)::BIGINT AS failing, 0::BIGINT AS rows ${rare}`,
      );
      return rowFinding(check, {
        failing: countOf(failing),
        rows: countOf(rows),
        fault: { one: "spells another value differently", several: "spell another value differently" },
        places: {
          table,
          query: `SELECT r, ${lens.text} AS v, ${nameOf(lens.name)} AS c FROM ${table.numbered} WHERE ${lens.text} IN (SELECT t ${rare})`,
        },
      });
    },
  };
}

const Commonest = z.object({ value: z.string().nullable(), most: z.bigint(), rows: z.bigint() });

function constantPlan({ options }: HygieneCheck<"constant">, { session, table }: CheckScope, lens: Lens): Plan {
  const counts = `SELECT ${lens.id} AS v, count(*) AS n FROM ${table.rows} GROUP BY 1`;
  return {
    figures: ["count(*)"],
    judge: async ([count]) => {
      if (countOf(count) === 0) return finding(skipped("There are no rows."));
      const { value, most, rows } = await session.row(
        Commonest,
        `SELECT CAST(arg_max({v: v}, n).v AS VARCHAR) AS value, max(n)::BIGINT AS most, sum(n)::BIGINT AS rows FROM (${counts})`,
      );
      const share = Number(most) / Number(rows);
      const isConstant = share >= options.share;
      const what = value === null ? "null" : `"${value.length > 60 ? `${value.slice(0, 59)}…` : value}"`;
      const limit = isConstant ? ` It should be below ${percent(options.share)}.` : "";
      return finding({
        state: isConstant ? "failed" : "passed",
        message: `The commonest value, ${what}, makes up ${percent(share)} of the rows.${limit}`,
      });
    },
  };
}

const factors = { iqr: 3, zscore: 3, mad: 3.5 } as const;
/** Makes the median deviation of normally distributed values their standard deviation: 1 / Φ⁻¹(3/4). */
const madScale = 1.4826022185056018;

async function outliersPlan(check: HygieneCheck<"outliers">, scope: CheckScope, lens: Lens): Promise<Plan> {
  const { session, table } = scope;
  const { method, factor = factors[method] } = check.options;
  const type = await scope.typeOf(lens);
  if (type !== "integer" && type !== "number") throw new Unable(`The values of "${lens.name}" aren't all numbers.`);
  const read = `(${lens.as("number").value})`;
  const usable = `${read} IS NOT NULL AND isfinite(${read})`;
  const value = `CASE WHEN ${usable} THEN ${read} END`;
  const figures = {
    iqr: [`quantile_cont(${value}, 0.25)`, `quantile_cont(${value}, 0.75)`],
    zscore: [`avg(${value})`, `stddev_samp(${value})`],
    mad: [`median(${value})`, `mad(${value})`],
  }[method];
  return {
    figures: [`count(${value})`, ...figures],
    judge: async ([count, first, second]) => {
      const [a, b] = [numberOf(first), numberOf(second)];
      if (a === null || b === null) return finding(skipped("There are too few numbers to tell what is far from them."));
      const [low, high] = boundsOf(method, a, b, factor);
      const fails = `${usable} AND (${read} < CAST('${low}' AS DOUBLE) OR ${read} > CAST('${high}' AS DOUBLE))`;
      const counted = `SELECT count(*) FILTER (WHERE ${fails}) AS failing, 0::BIGINT AS rows FROM ${table.rows}`;
      const { failing } = await session.row(Counts, counted);
      return rowFinding(check, {
        failing: countOf(failing),
        rows: countOf(count),
        fault: `outside ${figure(low)} to ${figure(high)}`,
        places: {
          table,
          query: `SELECT r, ${lens.text} AS v, ${nameOf(lens.name)} AS c FROM ${table.numbered} WHERE ${fails}`,
        },
      });
    },
  };
}

/** Tukey's fences, or so many (scaled median) deviations from the centre. */
function boundsOf(method: keyof typeof factors, first: number, second: number, factor: number): [number, number] {
  if (method === "iqr") return [first - factor * (second - first), second + factor * (second - first)];
  const reach = factor * second * (method === "mad" ? madScale : 1);
  return [first - reach, first + reach];
}
