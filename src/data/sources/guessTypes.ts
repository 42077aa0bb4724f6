import * as z from "zod";
import type { Session } from "../duckdb/database.ts";
import { identifier, literal } from "../duckdb/sql.ts";

interface Guess {
  readonly type: string;
  /** How its values are written: what DuckDB's casts take besides, such as 1.5 for a whole number, is text. */
  readonly words: string;
}

/** The narrowest first. Whole numbers that begin with 0, or are longer than they can be kept, are codes. */
const guesses: readonly Guess[] = [
  { type: "BOOLEAN", words: "(?i)true|false" },
  { type: "BIGINT", words: "[+-]?(0|[1-9][0-9]*)" },
  {
    type: "DOUBLE",
    words:
      "(?i)[+-]?(0|[1-9][0-9]{0,14}|([0-9]+\\.[0-9]*|\\.[0-9]+)(e[+-]?[0-9]+)?|[0-9]+e[+-]?[0-9]+|inf|infinity|nan)",
  },
  { type: "DATE", words: "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}" },
  { type: "TIMESTAMP", words: "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?)?" },
  {
    type: "TIMESTAMP WITH TIME ZONE",
    words:
      "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)",
  },
  { type: "TIME", words: "[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?" },
];

const firstRows = 2_000;
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
 * 2,000 rows, and then whether what they say holds on `rows` of them.
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
    const part = columns.slice(first, first + mostAtOnce);
    const fits = await fitting(
      session,
      from,
      part.map((column) => ({ column, guesses })),
      nulls,
      firstRows,
    );
    const candidates = part.map((column, i) => ({ column, guesses: fits[i] ?? [] }));
    const held = await fitting(session, from, candidates, nulls, rows);
    types.push(...held.map(([guess]) => guess?.type ?? "VARCHAR"));
  }
  return types;
}

interface Candidate {
  readonly column: string;
  readonly guesses: readonly Guess[];
}

async function fitting(
  session: Session,
  from: string,
  candidates: readonly Candidate[],
  nulls: readonly string[],
  rows: number | undefined,
): Promise<Guess[][]> {
  const tests = candidates.flatMap(({ column, guesses }) =>
    guesses.map((guess) => testOf(valueOfText(column, nulls), guess)),
  );
  if (tests.length === 0) return candidates.map(() => []);
  const limited = rows === undefined ? from : `(FROM ${from} LIMIT ${rows})`;
  const Fits = z.object({ fits: z.array(z.boolean().nullable()) });
  const { fits } = await session.row(Fits, `SELECT [${tests.join(", ")}] AS fits FROM ${limited}`);
  let at = 0;
  return candidates.map(({ guesses }) => guesses.filter(() => fits[at++] === true));
}

/** Null without values. The cast is tried only where the words fit, for failing is slow. */
const testOf = (value: string, { type, words }: Guess): string =>
  `bool_and(CASE WHEN ${value} IS NULL THEN NULL WHEN regexp_full_match(${value}, ${literal(words)}) ` +
  `THEN TRY_CAST(${value} AS ${type}) IS NOT NULL ELSE false END)`;

/** What reads text columns as their types: a value that has not its column's type fails the query. */
export const typed = (columns: readonly string[], types: readonly string[], nulls: readonly string[]): string =>
  columns
    .map((column, i) => {
      const value = valueOfText(column, nulls);
      const type = types[i] ?? "VARCHAR";
      return `${type === "VARCHAR" ? value : `CAST(${value} AS ${type})`} AS ${identifier(column)}`;
    })
    .join(", ");
