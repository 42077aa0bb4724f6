import type { DriftColumn } from "../../protocol/driftEntities.ts";
import type { CountPair } from "../../statistics/drift/categories.ts";
import type { Session } from "../duckdb/database.ts";
import { type CategoryPair, countCategories } from "./categories.ts";
import type { ComparedColumn } from "./columns.ts";
import type { Facts } from "./facts.ts";
import { categoriesHypothesis, fewValues, type Hypothesis, missingValues, numbersHypothesis } from "./hypotheses.ts";
import { categoryMeasures, numericMeasures } from "./measures.ts";
import { countEach, countNumbers, type NumberPair } from "./numbers.ts";
import type { Values } from "./sides.ts";
import { categoryView, numericView } from "./views.ts";

/** What was found out about a column, before it is judged. */
export interface ColumnFindings {
  readonly found: Omit<DriftColumn, "verdict" | "aspects" | "role">;
  readonly hypotheses: readonly Hypothesis[];
}

export interface Both<T> {
  readonly reference: T;
  readonly current: T;
}

/** Where more of the rows than this have a text of their own, texts are compared by their length. */
const ownText = 0.5;

interface Place {
  readonly session: Session;
  /** The column in both tables. */
  readonly c: string;
  readonly sides: Both<Values>;
  readonly facts: Both<Facts>;
}

/** What one way of comparing values adds to what all columns have. */
interface Compared {
  readonly found: Pick<ColumnFindings["found"], "kind" | "measures" | "computed"> & Partial<ColumnFindings["found"]>;
  readonly hypothesis: Hypothesis;
}

/**
 * Counts one column of both sides, with DuckDB; what is returned compares the counts, without it: so the next column can be
 * counted meanwhile.
 */
export async function countColumn(column: ComparedColumn, place: Place): Promise<() => ColumnFindings> {
  const compared = await countValues(column, place);
  return () => findingsOf(column, place, compared());
}

function findingsOf(column: ComparedColumn, place: Place, { found, hypothesis }: Compared): ColumnFindings {
  const { sides, facts } = place;
  const missing = {
    reference: sides.reference.rows - facts.reference.present,
    current: sides.current.rows - facts.current.present,
  };
  const missed = missingValues(
    { count: missing.reference, size: sides.reference.rows },
    { count: missing.current, size: sides.current.rows },
  );
  // Where a side has no values at all, that they are missing is all there is to say.
  const hasBoth = facts.reference.present > 0 && facts.current.present > 0;
  return {
    found: { name: column.name, type: column.type, missing, numbers: null, categories: null, ...found },
    hypotheses: [...(hasBoth ? [hypothesis] : []), ...missed],
  };
}

async function countValues(column: ComparedColumn, { session, c, sides, facts }: Place): Promise<() => Compared> {
  if (column.kind === "numbers") {
    const pair = await countNumbers(session, c, sides, facts);
    return () => compareNumbers(pair, column.isTime);
  }
  if (isText(facts.reference) && isText(facts.current)) {
    const pair = await countEach(session, `CAST(length(${c}) AS DOUBLE)`, sides);
    return () => compareLengths(pair);
  }
  const pair = await countCategories(session, c, sides);
  return () => compareCategories(pair);
}

function compareNumbers(pair: NumberPair, isTime: boolean): Compared {
  const found = { kind: "numbers", numbers: numericView(pair, isTime), computed: wayOf(pair) } as const;
  return {
    found: { ...found, measures: numericMeasures(pair, isTime ? "seconds" : undefined) },
    hypothesis: numbersHypothesis(pair),
  };
}

function compareLengths(pair: NumberPair): Compared {
  const computed = `by length in characters, ${wayOf(pair)}`;
  return {
    found: { kind: "text", numbers: numericView(pair, false), computed, measures: numericMeasures(pair) },
    hypothesis: { ...numbersHypothesis(pair), of: "text length" },
  };
}

function compareCategories(pair: CategoryPair): Compared {
  const cells = withOthers(pair);
  const isWhole = cells === pair;
  const computed = isWhole ? "exactly" : `exactly; all but the ${pair.labels.length} commonest together`;
  return {
    found: { kind: "categories", categories: categoryView(pair), computed, measures: categoryMeasures(cells) },
    hypothesis: categoriesHypothesis(cells),
  };
}

const isText = ({ sampled, distinct }: Facts): boolean => distinct > fewValues && distinct > ownText * sampled;

const wayOf = ({ bins }: NumberPair): string => (bins === null ? "exactly" : `from ${bins} bins`);

/** The categories that are not told apart count as one. */
function withOthers(pair: CategoryPair): CountPair {
  if (pair.otherReference + pair.otherCurrent === 0) return pair;
  return {
    reference: Float64Array.of(...pair.reference, pair.otherReference),
    current: Float64Array.of(...pair.current, pair.otherCurrent),
  };
}
