import type { Session } from "../duckdb/database.ts";
import type { ComparedColumn } from "./columns.ts";
import type { Values } from "./sides.ts";

/** Some rows of a side, the same in every run: a list of values for each column, null where one is missing. */
export interface Sample {
  readonly rows: number;
  readonly numbers: ReadonlyMap<number, Float64Array>;
  readonly texts: ReadonlyMap<number, readonly (string | null)[]>;
}

/** About so many rows are looked at beforehand. */
const sampleSize = 8000;

/** Reads about `sampleSize` rows, chosen by a hash of their place; all of fewer. NaN stands for a missing number. */
export async function sampleOf(
  session: Session,
  columns: readonly ComparedColumn[],
  { table, place, rows }: Values,
): Promise<Sample> {
  const every = Math.max(1, Math.floor(rows / sampleSize));
  const wanted = columns.map(({ kind }, i) => (kind === "numbers" ? `c${i}` : `left(c${i}, ${longestText})`));
  // As a whole: a stream would come in parts of some rows each.
  const drawn = await session.table(
    `SELECT ${[...wanted, "0"].join(", ")} FROM ${table} WHERE ${place} % ${every} = 0`,
  );
  const numbers = new Map<number, Float64Array>();
  const texts = new Map<number, (string | null)[]>();
  for (const [i, { kind }] of columns.entries()) {
    if (kind === "numbers") {
      numbers.set(
        i,
        Float64Array.from(drawn, ({ [i]: value }) => (typeof value === "number" ? value : Number.NaN)),
      );
    } else {
      texts.set(
        i,
        drawn.map(({ [i]: value }) => (typeof value === "string" ? value : null)),
      );
    }
  }
  return { rows: drawn.length, numbers, texts };
}

/** Texts are told apart by their beginning. */
const longestText = 200;

/** At most so many rows of a sample, evenly spread. */
export function everyNth(sample: Sample, most: number): Sample {
  const every = Math.ceil(sample.rows / most);
  if (every <= 1) return sample;
  const isKept = (_: unknown, row: number): boolean => row % every === 0;
  return {
    rows: Math.ceil(sample.rows / every),
    numbers: new Map([...sample.numbers].map(([i, values]) => [i, values.filter(isKept)])),
    texts: new Map([...sample.texts].map(([i, values]) => [i, values.filter(isKept)])),
  };
}
