import { type Declared, declare } from "../../data/drift/declared.ts";
import { openSide } from "../../data/drift/sides.ts";
import type { Session } from "../../data/duckdb/database.ts";
import type { Reading } from "../../data/sources/reading.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import type { EvaluationQuestion } from "../../protocol/evaluationEntities.ts";
import { mostClasses } from "./classNames.ts";
import { mostSliceValues } from "./sliceCodes.ts";
import { survey } from "./survey.ts";

/** The rows of an evaluation before they are read. */
export interface RowSource {
  readonly name: string;
  readonly files: readonly string[];
  /** A query in brackets. */
  readonly from: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** The values of the label column, in order, without null; null where it holds no classes. */
  readonly labels: readonly string[] | null;
  /** Those of each slice column; a null is one of them. */
  readonly slices: readonly { readonly column: string; readonly values: readonly (string | null)[] }[];
}

/**
 * Finds the rows and, in one reading, how many they are and which values divide them.
 * @throws notFound for data that is not there; invalidParameter for columns that are not there, or have too many values
 */
export async function openRows(
  session: Session,
  { data, task, label, labels, group, slices }: EvaluationQuestion,
  context: { readonly workspace: string; readonly reading: Reading },
): Promise<RowSource> {
  const [declared]: readonly (Declared | undefined)[] = await declare([data], context.workspace);
  if (declared === undefined) throw notFound("There is no data.");
  const { from, facts, columns } = await openSide(session, data, undefined, declared, context);
  const names = columns.map(({ name }) => name);
  for (const name of [...(labels ?? [label]), ...(group === undefined ? [] : [group]), ...slices]) {
    if (!names.includes(name)) throw invalidParameter(`The data has no column "${name}"; it has ${names.join(", ")}.`);
  }
  const hasClasses = task === "binary" || task === "multiclass";
  const { rows, values } = await survey(
    session,
    from,
    [...slices, ...(hasClasses ? [label] : [])],
    Math.max(mostClasses, mostSliceValues),
  );
  const found = slices.map((column, i) => ({ column, values: values[i] ?? [] }));
  for (const { column, values: own } of found) refuseManyValues(column, own);
  return {
    name: facts.label,
    files: facts.files,
    from,
    columns: names,
    rows,
    labels: hasClasses ? labelsOf(values[slices.length] ?? [], label) : null,
    slices: found,
  };
}

/** Which of so many values have the most rows can't be told from those that are seen first. */
function refuseManyValues(column: string, values: readonly (string | null)[]): void {
  if (values.length <= mostSliceValues) return;
  throw invalidParameter(
    `"${column}" has more than ${mostSliceValues} values, which divide the rows too finely for slices.`,
  );
}

function labelsOf(values: readonly (string | null)[], label: string): string[] {
  const labels = values.filter((value) => value !== null);
  if (labels.length > mostClasses) {
    throw invalidParameter(
      `"${label}" has more than ${mostClasses} values, which can't be classes: is it a regression?`,
    );
  }
  if (labels.length === 0) throw invalidParameter(`No row has a "${label}", so nothing can be told about the model.`);
  return labels;
}
