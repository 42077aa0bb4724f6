import type { ColumnCheck } from "../../config/checks/check.ts";
import type { ColumnType } from "../../config/checks/columnType.ts";
import { literal } from "../duckdb/sql.ts";
import type { Lens } from "./lens.ts";
import { countOf, decided, type Plan } from "./plan.ts";
import { nameOf, type RowCondition, rowFinding, rowPlan } from "./rowPlan.ts";
import type { Table } from "./table.ts";
import { counted } from "./words.ts";

type Of<Kind extends ColumnCheck["kind"]> = Extract<ColumnCheck, { kind: Kind }>;

/** What a column's row checks have in common: nulls are left to `nulls`. */
const onValues = (table: Table, lens: Lens) => ({
  table,
  looked: `${lens.id} IS NOT NULL`,
  value: lens.text,
  column: lens.name,
});

const typeWords: Readonly<Record<ColumnType, string>> = {
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  string: "a text",
  date: "a date",
  time: "a time",
  timestamp: "a date with time",
  json: "JSON",
  uuid: "a UUID",
};

export function typePlan(check: Of<"type">, table: Table, lens: Lens): Plan {
  const { value: type, format } = check.options;
  const { reads } = lens.as(type);
  const form = format === undefined ? isoWords(type) : ` written as ${format}`;
  const fails = `NOT ${reads}`;
  const written = (pattern: string): string =>
    `count(*) FILTER (WHERE ${lens.id} IS NOT NULL AND ${fails} AND regexp_full_match(${lens.text}, '\\s*[+-]?${pattern}\\s*'))`;
  const isNumber = type === "integer" || type === "number";
  return rowPlan(check, {
    ...onValues(table, lens),
    fails,
    fault: `not ${typeWords[type]}${form}`,
    figures: isNumber ? [written("[0-9]+,[0-9]+"), written("[1-9][0-9]{0,2},[0-9]{3}")] : [],
    hint: ([commas, groups]) => commaHint(countOf(commas), countOf(groups)),
  });
}

/** What to say of numbers with one comma, of which so many look like thousands. One that doesn't tells what they all mean. */
function commaHint(commas: number, groups: number): string | undefined {
  if (commas === 0) return undefined;
  if (groups < commas) return `${counted(commas, "value")} with a decimal comma: a point is read.`;
  return `${counted(commas, "value")} with a comma before three digits: it may separate thousands or be a decimal comma. Neither is read: a point is.`;
}

const isoWords = (type: ColumnType): string => {
  if (type === "date") return " as in 2026-01-31";
  if (type === "time") return " as in 23:59:59";
  return type === "timestamp" ? " as in 2026-01-31T12:00:00Z" : "";
};

export const nullsPlan = (check: Of<"nulls">, table: Table, lens: Lens): Plan =>
  rowPlan(check, {
    ...onValues(table, lens),
    looked: "true",
    fails: `${lens.id} IS NULL`,
    noun: "row",
    fault: { one: "has no value", several: "have no value" },
  });

/** A value that is the same however it is written, as far as its declared type says. */
export function identityOf(lens: Lens): { readonly value: string; readonly text: string } | undefined {
  if (lens.physical !== "VARCHAR" || lens.type === undefined || lens.type === "string" || lens.type === "json") {
    return undefined;
  }
  const { value } = lens.as(lens.type);
  return { value, text: `CASE WHEN (${value}) IS NULL THEN ${lens.id} END` };
}

/** An aggregate: how many distinct values there are. */
export function distinctFigure(lens: Lens): string {
  const identity = identityOf(lens);
  if (identity === undefined) return `count(DISTINCT ${lens.id})`;
  return `count(DISTINCT ${identity.value}) + count(DISTINCT ${identity.text})`;
}

/** Expressions whose values together tell one value of the column from another. */
export function identityKeys(lens: Lens): readonly string[] {
  const identity = identityOf(lens);
  return identity === undefined ? [lens.id] : [identity.value, identity.text];
}

export function uniquePlan(check: Of<"unique">, table: Table, lens: Lens): Plan {
  const keys = identityKeys(lens).join(", ");
  const repeated = `SELECT *, row_number() OVER (PARTITION BY ${keys} ORDER BY r) AS n FROM ${table.numbered} WHERE ${lens.id} IS NOT NULL`;
  return {
    figures: [`count(${lens.id})`, distinctFigure(lens)],
    judge: ([rows, distinct]) =>
      rowFinding(check, {
        failing: countOf(rows) - countOf(distinct),
        rows: countOf(rows),
        fault: { one: "repeats an earlier one", several: "repeat earlier ones" },
        places: {
          table,
          query: `SELECT r, ${lens.text} AS v, ${nameOf(lens.name)} AS c FROM (${repeated}) WHERE n > 1`,
        },
      }),
  };
}

const isDateType = (type: ColumnType | undefined): boolean => type === "date" || type === "timestamp";

/**
 * A bound of numbers or of times. Values that can't be read are left to `type` where that is declared; otherwise they fail, since
 * nothing else would tell them. NaN is within no bounds.
 */
export function boundPlan(check: Of<"min"> | Of<"max">, table: Table, lens: Lens): Plan {
  const { value: bound, exclusive } = check.options;
  const isNumber = typeof bound === "number";
  const type = isNumber ? "number" : lens.type !== undefined && isDateType(lens.type) ? lens.type : "timestamp";
  const { value, reads } = lens.as(type);
  const compared = isNumber ? `(${value})` : `CAST(${value} AS TIMESTAMP)`;
  const limit = isNumber ? numberLiteral(bound) : momentLiteral(bound);
  const isMin = check.kind === "min";
  const within = `${isMin ? ">" : "<"}${exclusive ? "" : "="}`;
  const passes = `${compared} ${within} ${limit}${isNumber ? ` AND NOT isnan(${value})` : ""}`;
  const declared = lens.type !== undefined;
  const word = isMin ? (exclusive ? "not above" : "below") : exclusive ? "not below" : "above";
  const outermost = `${isMin ? "min" : "max"}(${compared})${isNumber ? ` FILTER (WHERE NOT isnan(${value}))` : ""}`;
  const condition: RowCondition = {
    ...onValues(table, lens),
    looked: declared ? `${lens.id} IS NOT NULL AND ${reads}` : `${lens.id} IS NOT NULL`,
    fails: `NOT coalesce(${passes}, false)`,
    fault: ([, unread]) =>
      countOf(unread) === 0
        ? `${word} ${bound}`
        : `${word} ${bound} or not ${isNumber ? "a number" : "a date or time"}`,
    figures: [
      `CAST(${outermost} AS VARCHAR)`,
      declared ? "0" : `count(*) FILTER (WHERE ${lens.id} IS NOT NULL AND NOT ${reads})`,
    ],
    hint: ([extreme]) =>
      typeof extreme === "string"
        ? `The ${isMin ? "smallest" : "largest"} is ${extreme.replace(/(\.0| 00:00:00)$/, "")}.`
        : undefined,
  };
  return rowPlan(check, condition);
}

/** A JavaScript number as SQL, without loss. */
export const numberLiteral = (value: number): string => `CAST('${value}' AS DOUBLE)`;

/** A date or time in ISO 8601 as SQL, in UTC; without an offset it is taken as UTC. */
export const momentLiteral = (text: string): string => `CAST(CAST(${literal(text)} AS TIMESTAMPTZ) AS TIMESTAMP)`;

export function valuesPlan(check: Of<"values">, table: Table, lens: Lens): Plan {
  const { value: members, ignore_case } = check.options;
  return rowPlan(check, {
    ...onValues(table, lens),
    fails: `NOT ${isMember(lens, members, ignore_case)}`,
    fault: `not one of ${memberWords(members)}`,
  });
}

type Members = readonly Of<"values">["options"]["value"][number][];

/** SQL: whether a value is one of these; numbers and truth values however they are written. */
export function isMember(lens: Lens, members: Members, ignoreCase = false): string {
  const texts = members.filter((member) => typeof member === "string");
  const numbers = members.filter((member) => typeof member === "number");
  const flags = members.filter((member) => typeof member === "boolean");
  const conditions = [
    texts.length === 0
      ? undefined
      : ignoreCase
        ? `lower(${lens.text}) IN (${texts.map((text) => `lower(${literal(text)})`).join(", ")})`
        : `${lens.text} IN (${texts.map(literal).join(", ")})`,
    numbers.length === 0 ? undefined : `(${lens.as("number").value}) IN (${numbers.map(numberLiteral).join(", ")})`,
    flags.length === 0 ? undefined : `(${lens.as("boolean").value}) IN (${flags.join(", ")})`,
  ].filter((condition) => condition !== undefined);
  return `(${conditions.map((condition) => `coalesce(${condition}, false)`).join(" OR ")})`;
}

const memberWords = (members: Members): string => {
  const shown = members.slice(0, 10).map((member) => String(member));
  return members.length > 10 ? `${shown.join(", ")} and ${members.length - 10} more` : shown.join(", ");
};

export const patternPlan = (check: Of<"pattern">, table: Table, lens: Lens): Plan =>
  rowPlan(check, {
    ...onValues(table, lens),
    fails: `NOT regexp_matches(${lens.text}, ${literal(check.options.value)})`,
    fault: { one: `doesn't match ${check.options.value}`, several: `don't match ${check.options.value}` },
  });

export function lengthPlan(check: Of<"min_length"> | Of<"max_length">, table: Table, lens: Lens): Plan {
  const isMin = check.kind === "min_length";
  const bound = check.options.value;
  const extreme = `${isMin ? "min" : "max"}(length(${lens.text}))`;
  const word = isMin ? "fewer" : "more";
  return rowPlan(check, {
    ...onValues(table, lens),
    fails: `length(${lens.text}) ${isMin ? "<" : ">"} ${bound}`,
    fault: { one: `has ${word} than ${bound} characters`, several: `have ${word} than ${bound} characters` },
    figures: [extreme],
    hint: ([length]) => `The ${isMin ? "shortest" : "longest"} has ${countOf(length)}.`,
  });
}

/** That the column is there. */
export const requiredPlan = (lens: Lens | undefined, table: Table, column: string): Plan =>
  decided(
    lens === undefined
      ? { state: "failed", message: `There is no column "${column}".${otherCase(table, column)}`, failing: 1, rows: 1 }
      : { state: "passed", message: `The column "${column}" is there.`, failing: 0, rows: 1 },
  );

function otherCase({ columns }: Table, wanted: string): string {
  const near = columns.find(({ name }) => name.trim().toLowerCase() === wanted.trim().toLowerCase());
  if (near !== undefined) return ` There is one called "${near.name}".`;
  const names = columns.slice(0, 10).map(({ name }) => name);
  return ` There are ${names.join(", ")}${columns.length > names.length ? " and others" : ""}.`;
}
