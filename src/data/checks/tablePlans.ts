import { stat } from "node:fs/promises";
import * as z from "zod";
import type { TableCheck } from "../../config/checks/check.ts";
import type { Limit } from "../../config/schema/words.ts";
import { createContentHasher } from "../content/contentHash.ts";
import { distinctFigure, identityKeys } from "./columnPlans.ts";
import type { CheckScope } from "./context.ts";
import { boundsVerdict } from "./figurePlans.ts";
import type { Lens } from "./lens.ts";
import { couldNotRun, skipped, type Verdict } from "./outcome.ts";
import { countOf, decided, type Finding, finding, type Plan } from "./plan.ts";
import { rowFinding } from "./rowPlan.ts";
import { columnOf, type Table } from "./table.ts";
import { Unable } from "./unable.ts";
import { counted, figure, listed, partOf, percent } from "./words.ts";

type Of<Kind extends TableCheck["kind"]> = Extract<TableCheck, { kind: Kind }>;

/** Columns by their names. */
export function lensesOf(table: Table, names: readonly string[]): Lens[] {
  return names.map((name) => {
    const lens = columnOf(table, name);
    if (lens === undefined) throw new Unable(`There is no column "${name}".`);
    return lens;
  });
}

/** A row's values as one text. */
export const shown = (lenses: readonly Lens[]): string =>
  lenses.length === 1
    ? (lenses[0]?.text ?? "NULL")
    : `concat_ws(', ', ${lenses.map(({ text }) => `coalesce(${text}, 'null')`).join(", ")})`;

const nameOfAll = (lenses: readonly Lens[]): string => `'${(lenses[0]?.name ?? "").replaceAll("'", "''")}'`;

const columnsWords = (names: readonly string[]): string => (names.length === 1 ? `"${names[0]}"` : names.join(", "));

/** Keys are never null and never repeated; `unique` leaves rows with a null out. */
export function keyPlan(check: Of<"keys"> | Of<"unique">, { table }: CheckScope): Plan {
  const lenses = lensesOf(table, check.options.columns);
  const keys = lenses.flatMap(identityKeys).join(", ");
  const isNull = `(${lenses.map(({ id }) => `${id} IS NULL`).join(" OR ")})`;
  const isKey = check.kind === "keys";
  const [only] = lenses;
  const numbered = `(SELECT *, row_number() OVER (PARTITION BY ${keys} ORDER BY r) AS n FROM ${table.numbered} WHERE NOT ${isNull})`;
  const fields = `SELECT r, ${shown(lenses)} AS v, ${nameOfAll(lenses)} AS c`;
  const nulls = `${fields} FROM ${table.numbered} WHERE ${isNull}`;
  return {
    figures: [
      "count(*)",
      `count(*) FILTER (WHERE ${isNull})`,
      only !== undefined && lenses.length === 1
        ? distinctFigure(only)
        : `count(DISTINCT row(${keys})) FILTER (WHERE NOT ${isNull})`,
    ],
    judge: ([all, without, distinct]) => {
      const [total, empty] = [countOf(all), countOf(without)];
      const repeated = total - empty - countOf(distinct);
      const hint = empty > 0 && isKey ? `${counted(empty, "row")} of them without a value.` : undefined;
      const words = columnsWords(check.options.columns);
      return rowFinding(check, {
        failing: repeated + (isKey ? empty : 0),
        rows: total - (isKey ? 0 : empty),
        noun: "row",
        fault: isKey
          ? { one: `isn't told apart by ${words}`, several: `aren't told apart by ${words}` }
          : { one: `repeats an earlier one's ${words}`, several: `repeat an earlier one's ${words}` },
        hint,
        places: { table, query: `${fields} FROM ${numbered} WHERE n > 1${isKey ? ` UNION ALL ${nulls}` : ""}` },
      });
    },
  };
}

/** That no other columns are there. */
export function closedPlan({ dataset, table }: CheckScope): Plan {
  const declared = new Set(dataset.columns.map(({ name }) => name));
  const others = table.columns.filter(({ name }) => !declared.has(name)).map(({ name }) => name);
  const message =
    others.length === 0
      ? "There are no other columns than those declared."
      : `${others.length === 1 ? "A column isn't" : `${others.length} columns aren't`} declared: ${listed(others)}.`;
  return decided({
    state: others.length === 0 ? "passed" : "failed",
    message,
    failing: others.length,
    rows: table.columns.length,
  });
}

/** That the declared columns stand in their order. */
export function orderedPlan({ dataset, table }: CheckScope): Plan {
  const there = table.columns
    .map(({ name }) => name)
    .filter((name) => dataset.columns.some((each) => each.name === name));
  const wanted = dataset.columns.map(({ name }) => name).filter((name) => there.includes(name));
  const at = wanted.findIndex((name, place) => there[place] !== name);
  if (at < 0) return decided({ state: "passed", message: "The columns stand in their declared order." });
  const message = `The columns stand in another order than declared: "${there[at]}" stands where "${wanted[at]}" should.`;
  return decided({ state: "failed", message });
}

export const rowCountPlan = ({ options }: Of<"row_count">): Plan => ({
  figures: ["count(*)"],
  judge: ([rows]) => finding(boundsVerdict("number of rows", countOf(rows), options)),
});

/** Judges a count by a limit of its own or a part of the whole. */
export function limitVerdict(
  count: number,
  all: number,
  limit: Limit,
  { noun, fault }: { noun: string; fault: string },
): Verdict {
  const allowed = "count" in limit ? limit.count : limit.share * all;
  const passes = count <= allowed;
  const most = "count" in limit ? figure(limit.count) : percent(limit.share);
  const should = passes ? "" : ` At most ${most} may be.`;
  return {
    state: passes ? "passed" : "failed",
    message: `${partOf(count, all, noun)} ${count === 1 ? "is" : "are"} ${fault}.${should}`,
    failing: count,
    rows: all,
    tolerated: Math.floor(allowed),
  };
}

const Failing = z.object({ failing: z.bigint() });

export function duplicateRowsPlan(check: Of<"duplicate_rows">, { session, table }: CheckScope): Plan {
  const lenses = check.options.columns === undefined ? table.columns : lensesOf(table, check.options.columns);
  const ids = lenses.map(({ id }) => id).join(", ");
  // Rows of different hashes differ; only those of one hash have to be compared.
  const alike = `SELECT hash(${ids}) AS h FROM ${table.rows} GROUP BY 1 HAVING count(*) > 1`;
  const repeated = `(SELECT *, row_number() OVER (PARTITION BY ${ids} ORDER BY r) AS n FROM ${table.numbered} WHERE hash(${ids}) IN (${alike}))`;
  return {
    figures: ["count(*)", `count(DISTINCT hash(${ids}))`],
    judge: async ([all, distinct]) => {
      const rows = countOf(all);
      const failing =
        countOf(distinct) === rows
          ? 0
          : countOf((await session.row(Failing, `SELECT count(*) AS failing FROM ${repeated} WHERE n > 1`)).failing);
      const words = { noun: "row", fault: "equal to an earlier one" };
      const query = `SELECT r, ${shown(lenses)} AS v, CAST(NULL AS VARCHAR) AS c FROM ${repeated} WHERE n > 1`;
      return limited(limitVerdict(failing, rows, check.options.max, words), { table, query });
    },
  };
}

/** A limit's verdict with the rows behind it. */
export const limited = (verdict: Verdict, places: { table: Table; query: string }): Finding =>
  finding(verdict, (verdict.failing ?? 0) === 0 ? [] : [{ ...places, count: verdict.failing ?? 0 }]);

export function duplicateColumnsPlan(check: Of<"duplicate_columns">, { session, table }: CheckScope): Plan {
  const { columns } = table;
  return {
    figures: ["count(*)", ...columns.flatMap(({ id }) => [`bit_xor(hash(${id}))`, `count(${id})`])],
    judge: async ([rows, ...figures]) => {
      if (countOf(rows) === 0) return finding(skipped("There are no rows."));
      // Equal columns have equal figures; whether they really are equal, row by row, only these are asked.
      const alike = columns.flatMap((column, at) => {
        const print = `${figures[at * 2]} ${figures[at * 2 + 1]}`;
        const before = columns
          .slice(0, at)
          .filter((_, other) => `${figures[other * 2]} ${figures[other * 2 + 1]}` === print);
        return before.map((other) => [other, column] as const);
      });
      const list = alike.map(([a, b], at) => `count(*) FILTER (WHERE ${a.id} IS DISTINCT FROM ${b.id}) AS d${at}`);
      const differences =
        list.length === 0
          ? {}
          : await session.row(z.record(z.string(), z.unknown()), `SELECT ${list.join(", ")} FROM ${table.rows}`);
      const equal = alike.filter((_, at) => countOf(differences[`d${at}`]) === 0);
      const pairs = columns.flatMap((column) => equal.filter(([, later]) => later === column).slice(0, 1));
      const verdict = limitVerdict(pairs.length, columns.length, check.options.max, {
        noun: "column",
        fault: "equal to an earlier one",
      });
      const names = pairs.map(([a, b]) => `${b.name} (as ${a.name})`);
      return finding(pairs.length === 0 ? verdict : { ...verdict, message: `${verdict.message} ${listed(names)}.` });
    },
  };
}

export async function freshnessPlan(
  check: Of<"freshness">,
  { table, dataset, typeOf, now }: CheckScope,
): Promise<Plan> {
  const name = check.options.column ?? dataset.time ?? "";
  const [lens] = lensesOf(table, [name]);
  if (lens === undefined) throw new Unable(`There is no column "${name}".`);
  const type = await typeOf(lens);
  const { value } = lens.as(type === "date" ? "date" : "timestamp");
  return {
    figures: [`epoch_ms(max(CAST(${value} AS TIMESTAMP)))`],
    judge: ([latest]) => {
      if (latest === null) return finding(couldNotRun(`There are no dates in "${name}".`));
      const age = now - countOf(latest);
      const passes = age <= check.options.max_age;
      const words = `The latest row is of ${new Date(countOf(latest)).toISOString().replace(/\.\d+Z$/, "Z")}, ${spanWords(Math.abs(age))} ${age < 0 ? "ahead" : "ago"}.`;
      const should = passes ? "" : ` At most ${spanWords(check.options.max_age)} is allowed.`;
      return finding({ state: passes ? "passed" : "failed", message: `${words}${should}` });
    },
  };
}

/** A span in its largest units: `2 d 4 h`. */
export function spanWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor(minutes / 60) % 24, "h"],
    [minutes % 60, "min"],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).slice(0, 2);
  return shown.length === 0 ? "less than a minute" : shown.map(([count, unit]) => `${count} ${unit}`).join(" ");
}

export async function byteCountPlan({ options }: Of<"byte_count">, { table }: CheckScope): Promise<Plan> {
  let bytes = 0;
  for (const file of table.files) {
    const found = await stat(file).catch(() => undefined);
    if (found === undefined) throw new Unable(`The size of ${file} isn't known.`);
    bytes += found.size;
  }
  return decided(boundsVerdict("size in bytes", bytes, options));
}

export async function sha256Plan({ options }: Of<"sha256">, { table }: CheckScope): Promise<Plan> {
  const [file, another] = table.files;
  if (file === undefined || another !== undefined) {
    throw new Unable(`"sha256" is for a single file, and there are ${table.files.length}.`);
  }
  const found = await createContentHasher()
    .hash([file])
    .catch((error: unknown) => {
      throw new Unable(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
    });
  const passes = found === options.value;
  const message = passes
    ? "The file has the declared SHA-256."
    : `The file's SHA-256 is ${found}, not ${options.value}.`;
  return decided({ state: passes ? "passed" : "failed", message });
}
