import type { SqlDialect } from "../../../protocol/featureEntities.ts";
import { characterAtByte } from "../../sqlTree/characterAt.ts";
import { functionsOf } from "../../sqlTree/functions.ts";
import { positionOf } from "../../sqlTree/mentions.ts";
import { listOf, type Node, nodeOf, walk } from "../../sqlTree/node.ts";

/** Something that another engine does differently. */
export interface Difference {
  readonly what: string;
  readonly advice: string;
}

type Foreign = Exclude<SqlDialect, "duckdb">;

/** Functions that mean the same in PostgreSQL, Spark and Trino as in DuckDB. Operators stand among them. */
const common = new Set(
  `sum count count_star avg min max abs round floor ceil ceiling sqrt exp ln power sign greatest least coalesce nullif
  lower upper trim ltrim rtrim replace length concat || + - * % ~~ !~~ like_escape stddev_samp stddev_pop stddev var_samp
  var_pop variance corr covar_samp covar_pop row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value
  last_value nth_value date_trunc current_date bool_and bool_or`.split(/\s+/),
);

/** Also known to one of them, under the same name and with the same meaning. */
const also: Readonly<Record<Foreign, ReadonlySet<string>>> = {
  postgresql: new Set(
    "date_part string_agg regexp_replace substring substr left right position md5 ~ mode split_part now age".split(" "),
  ),
  spark: new Set(
    "date_part substring substr left right position md5 median skewness kurtosis mode split_part now last_day bit_count".split(
      " ",
    ),
  ),
  trino: new Set("substring substr position split_part skewness kurtosis now approx_distinct".split(" ")),
};

/** Known there, but not the same. */
const otherwise: Readonly<Record<string, Readonly<Partial<Record<Foreign, string>>>>> = {
  "/": {
    postgresql: "Whole numbers divided are cut off to a whole number there: write CAST(a AS double precision) / b.",
    trino: "Whole numbers divided are cut off to a whole number there: write CAST(a AS double) / b.",
  },
  "//": { postgresql: "Write a / b.", spark: "Write a DIV b.", trino: "Write a / b." },
  date_diff: {
    postgresql: "There is none: subtract the times, or use extract.",
    spark: "Write datediff(unit, a, b) (Spark 3.3 and newer).",
  },
  median: {
    postgresql: "Write percentile_cont(0.5) WITHIN GROUP (ORDER BY x).",
    trino: "Write approx_percentile(x, 0.5), which is approximate.",
  },
  quantile_cont: {
    postgresql: "Write percentile_cont(p) WITHIN GROUP (ORDER BY x).",
    spark: "Write percentile(x, p).",
    trino: "Write approx_percentile(x, p), which is approximate.",
  },
  strftime: {
    postgresql: "Write to_char, whose patterns differ.",
    spark: "Write date_format, whose patterns differ.",
    trino: "Write date_format, whose patterns differ.",
  },
  list: { postgresql: "Write array_agg.", spark: "Write collect_list, which drops nulls.", trino: "Write array_agg." },
  array_agg: { spark: "It drops nulls there." },
  arg_max: { postgresql: "Write (array_agg(a ORDER BY b DESC))[1].", spark: "Write max_by.", trino: "Write max_by." },
  arg_min: { postgresql: "Write (array_agg(a ORDER BY b))[1].", spark: "Write min_by.", trino: "Write min_by." },
  regexp_matches: {
    postgresql: "It returns the matches there: write a ~ b.",
    spark: "Write regexp_like or RLIKE.",
    trino: "Write regexp_like.",
  },
};

/** What another engine would do differently with a step, as far as its parts are known. */
export function differencesOf(query: Node, sql: string, dialect: SqlDialect): readonly Difference[] {
  if (dialect === "duckdb") return [];
  const found = new Map<string, Difference>();
  const tell = (what: string, advice: string): void => void found.set(what, { what, advice });
  for (const { name } of functionsOf(query, sql)) {
    if (name === "" || common.has(name) || also[dialect].has(name)) continue;
    const known = otherwise[name];
    const advice = known?.[dialect];
    if (advice !== undefined) tell(name, advice);
    else if (known === undefined)
      tell(name, `Whether ${names[dialect]} has it, and means the same by it, is not known here.`);
  }
  for (const node of walk(query)) {
    for (const { what, is, fine, advice } of constructs) {
      if (is(node, sql) && !fine.includes(dialect)) tell(what, advice);
    }
  }
  return [...found.values()];
}

export const names: Readonly<Record<SqlDialect, string>> = {
  duckdb: "DuckDB",
  postgresql: "PostgreSQL",
  spark: "Spark",
  trino: "Trino",
};

interface Construct {
  readonly what: string;
  readonly is: (node: Node, sql: string) => boolean;
  /** Engines that have it, too. */
  readonly fine: readonly Foreign[];
  readonly advice: string;
}

const isStarWith = (node: Node, part: string): boolean =>
  node.type === "STAR" && (listOf(node[part]).length > 0 || Object.keys(nodeOf(node[part])).length > 0);

const constructs: readonly Construct[] = [
  {
    what: "GROUP BY ALL",
    is: (node) => node.aggregate_handling === "FORCE_AGGREGATES",
    fine: ["spark"],
    advice: "Name the columns to group by.",
  },
  {
    what: "QUALIFY",
    is: (node) => node.qualify !== undefined,
    fine: [],
    advice: "Filter the window function in an outer SELECT.",
  },
  {
    what: "ASOF JOIN",
    is: (node) => node.ref_type === "ASOF",
    fine: [],
    advice: "Use a point_in_time step, which is written for each engine.",
  },
  {
    what: "POSITIONAL JOIN",
    is: (node) => node.ref_type === "POSITIONAL",
    fine: [],
    advice: "Number the rows of both sides and join by that.",
  },
  {
    what: "SELECT * EXCLUDE",
    is: (node) => isStarWith(node, "exclude_list"),
    fine: [],
    advice: "Name the columns. Spark 4 writes EXCEPT.",
  },
  { what: "SELECT * REPLACE", is: (node) => isStarWith(node, "replace_list"), fine: [], advice: "Name the columns." },
  {
    what: "COLUMNS(…)",
    is: (node) => node.type === "STAR" && node.columns === true,
    fine: [],
    advice: "Name the columns.",
  },
  {
    what: "lambda functions",
    is: ({ type }) => type === "LAMBDA",
    fine: ["spark", "trino"],
    advice: "Unnest the list and aggregate it again.",
  },
  {
    what: "TRY_CAST",
    is: (node) => node.class === "CAST" && node.try_cast === true,
    fine: ["spark", "trino"],
    advice: "Check the text before casting it.",
  },
  {
    what: "the cast a::type",
    is: (node, sql) => {
      const at = characterAtByte(sql, positionOf(node));
      return node.class === "CAST" && sql.slice(at, at + 2) === "::";
    },
    fine: ["postgresql"],
    advice: "Write CAST(a AS type).",
  },
  {
    what: "PIVOT",
    is: ({ type }) => type === "PIVOT",
    fine: ["spark"],
    advice: "Write an aggregate with FILTER for each column.",
  },
  {
    what: "USING SAMPLE",
    is: (node) => node.sample !== undefined,
    fine: [],
    advice: "Samples differ between engines: build the sample here and hand over its rows.",
  },
];
