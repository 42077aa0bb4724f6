import * as z from "zod";
import type { Session } from "../duckdb/database.ts";
import { identifier, literal } from "../duckdb/sql.ts";

interface Guess {
  readonly type: string;
  /** A condition on a text that its words have this form; DuckDB's casts alone take more, such as 1.5 for a whole number. */
  readonly looksRight: (text: string) => string;
}

const dated = (text: string): string => `${text}[5] = '-'`;
const zoned = (text: string): string =>
  `(ends_with(${text}, 'Z') OR contains(${text}[12:], '+') OR contains(${text}[12:], '-'))`;

/** Not a code such as 007, nor longer than a number can be kept. What most values fulfil is asked first, which saves the rest. */
function isNumber(text: string): string {
  const isShort = `length(${text}) < 16 OR length(ltrim(${text}, '+-')) < 16`;
  const isFraction = `contains(${text}, '.') OR contains(lower(${text}), 'e')`;
  return `(${isShort} OR ${isFraction}) AND regexp_full_match(${text}, ${literal(noCode)})`;
}

/** After the signs no 0 before another digit, and nowhere the blanks and underscores that DuckDB takes within numbers. */
const noCode = "[+-]*(0?([.eE][^_ ]*)?|[^0_ +-][^_ ]*)";

/** Written again it is the same: without zeros before it, a point, or an exponent. */
function isWhole(text: string): string {
  const again = `CAST(TRY_CAST(${text} AS BIGINT) AS VARCHAR)`;
  return `(${again} = ${text} OR ${again} = ltrim(${text}, '+'))`;
}

/** The narrowest first. */
const guesses: readonly Guess[] = [
  { type: "BOOLEAN", looksRight: (text) => `lower(${text}) IN ('true', 'false')` },
  { type: "BIGINT", looksRight: isWhole },
  { type: "DOUBLE", looksRight: isNumber },
  { type: "DATE", looksRight: (text) => `${dated(text)} AND length(${text}) <= 10` },
  { type: "TIMESTAMP", looksRight: (text) => `${dated(text)} AND NOT ${zoned(text)}` },
  { type: "TIMESTAMP WITH TIME ZONE", looksRight: (text) => `${dated(text)} AND ${zoned(text)}` },
  { type: "TIME", looksRight: (text) => `(${text}[2] = ':' OR ${text}[3] = ':')` },
];

/** Few, since all guesses are tried on them. */
const firstRows = 500;
const mostAtOnce = 100;

/** A column's text as its value: null where the source says so. */
export function valueOfText(column: string, nulls: readonly string[]): string {
  const text = identifier(column);
  // The reader takes what is empty for null.
  const value = nulls.includes("") ? text : `coalesce(${text}, '')`;
  const others = nulls.filter((spelling) => spelling !== "");
  return others.length === 0 ? value : `CASE WHEN ${value} IN ${tuple(others)} THEN NULL ELSE ${value} END`;
}
const tuple = (texts: readonly string[]): string => `(${texts.map(literal).join(", ")})`;

/**
 * The narrowest type that every value of a text column has; text when none does, or when there are no values. Looks at the first
 * 500 rows, and then whether what they say holds on `rows` of them, or on all.
 */
export async function guessTypes(
  session: Session,
  from: string,
  columns: readonly string[],
  nulls: readonly string[],
  rows: number | undefined,
): Promise<string[]> {
  const types: string[] = [];
  for (let first = 0; first < columns.length; first += mostAtOnce) {
    const part = columns
      .slice(first, first + mostAtOnce)
      .map((column) => ({ value: valueOfText(column, nulls), guesses }));
    const candidates = await fitting(session, from, part, firstRows);
    types.push(...(await holding(session, from, candidates, rows)).map((guess) => guess?.type ?? "VARCHAR"));
  }
  return types;
}

interface Candidate {
  /** The column's value in SQL. */
  readonly value: string;
  readonly guesses: readonly Guess[];
}

/** The first guess of each that holds; most do at once. */
async function holding(
  session: Session,
  from: string,
  candidates: readonly Candidate[],
  rows: number | undefined,
): Promise<(Guess | undefined)[]> {
  const tried = candidates.map(({ value, guesses: [first] }) => ({
    value,
    guesses: first === undefined ? [] : [first],
  }));
  const found = await fitting(session, from, tried, rows);
  const left = candidates.map(({ value, guesses }, i) => {
    const isDone = found[i]?.guesses.length !== 0 || guesses.length < 2;
    return { value, guesses: isDone ? [] : guesses.slice(1) };
  });
  const others = left.some(({ guesses }) => guesses.length > 0) ? await holding(session, from, left, rows) : [];
  return found.map(({ guesses: [guess] }, i) => guess ?? others[i]);
}

/** The guesses that hold for every value; none without values. */
async function fitting(
  session: Session,
  from: string,
  candidates: readonly Candidate[],
  rows: number | undefined,
): Promise<Candidate[]> {
  const tests = candidates.flatMap(({ guesses }, i) => guesses.map((guess) => testOf(`v${i}`, guess)));
  if (tests.length === 0) return [...candidates];
  const looked = candidates.flatMap(({ value, guesses }, i) => (guesses.length === 0 ? [] : [`${value} AS v${i}`]));
  const limit = rows === undefined ? "" : ` LIMIT ${rows}`;
  const Fits = z.object({ fits: z.array(z.boolean().nullable()) });
  const { fits } = await session.row(
    Fits,
    `SELECT [${tests.join(", ")}] AS fits FROM (SELECT ${looked.join(", ")} FROM ${from}${limit})`,
  );
  let at = 0;
  return candidates.map(({ value, guesses }) => ({ value, guesses: guesses.filter(() => fits[at++] === true) }));
}

/** Null without values. */
const testOf = (text: string, { type, looksRight }: Guess): string =>
  `bool_and(CASE WHEN ${text} IS NULL THEN NULL WHEN ${looksRight(text)} THEN TRY_CAST(${text} AS ${type}) IS NOT NULL ELSE false END)`;

/** What reads text columns as their types: a value that has not its column's type fails the query. */
export const typed = (columns: readonly string[], types: readonly string[], nulls: readonly string[]): string =>
  columns
    .map((column, i) => {
      const value = valueOfText(column, nulls);
      const type = types[i] ?? "VARCHAR";
      return `${type === "VARCHAR" ? value : `CAST(${value} AS ${type})`} AS ${identifier(column)}`;
    })
    .join(", ");
