import { type NumberColumn, numberColumn, type TextColumn, textColumn } from "../../data/duckdb/chunkColumns.ts";
import type { Session } from "../../data/duckdb/database.ts";
import { type AskedModel, allInputs, ask, type ChunkAnswers, isAllAnswered, isAnswered } from "./askModel.ts";
import { Gathered, type ModelAnswers } from "./gathered.ts";
import { type PathColumn, rowPixels, rowsAtOnce } from "./images/rowPixels.ts";
import { type FeatureValues, pickValues } from "./inputTensor.ts";
import type { ModelInput } from "./modelInputs.ts";
import type { RowSource } from "./rowSource.ts";
import { GroupCoder, type SliceColumn, sliceColumn } from "./sliceCodes.ts";
import { placeIn, textOf } from "./survey.ts";
import type { Truth } from "./truth.ts";

/** The rows that every model could answer, and what is true of them. */
export interface Answers {
  readonly rows: number;
  /** By row: a place in the labels, or the number itself; of several columns side by side. */
  readonly truths: Float64Array;
  /** By row: its number among all rows, from 1. */
  readonly numbers: Uint32Array;
  readonly models: readonly ModelAnswers[];
  readonly slices: readonly SliceColumn[];
  /** Which rows are ranked together. */
  readonly groups: SliceColumn | null;
  readonly leftOut: ReadonlyMap<string, number>;
}

export interface AskOptions {
  readonly truth: Truth;
  readonly group: string | undefined;
  /** The real path of the folder that no path of an image leads out of. */
  readonly root: string;
  readonly onRows: (done: number) => void;
}

/** Reads the rows once, part by part, and asks each model about those that all of them can answer. */
export async function answersOf(
  session: Session,
  source: RowSource,
  models: readonly AskedModel[],
  { truth, group, root, onRows }: AskOptions,
): Promise<Answers> {
  const { slices } = source;
  const features = models.flatMap((model) =>
    allInputs(model).flatMap((input) => input.features.map((feature) => ({ input, feature }))),
  );
  const width = truth.columns.length;
  const selected = [
    ...truth.columns.map(({ sql }) => sql),
    ...slices.map(({ column, values }) => placeIn(values, column)),
    ...features.map(({ feature }) => feature.sql),
    ...(group === undefined ? [] : [textOf(group)]),
  ];
  const coder = group === undefined ? null : new GroupCoder(group, source.rows);
  const truths = new Float64Array(source.rows * width);
  const numbers = new Uint32Array(source.rows);
  const codes = slices.map(() => new Uint16Array(source.rows));
  const gathered = models.map(({ name }) => new Gathered(name, source.rows));
  const leftOut = new Map<string, number>();
  const leave = (reason: string): void => void leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  let used = 0;
  let read = 0;
  const query = `SELECT ${selected.map((sql, i) => `${sql} AS v${i}`).join(", ")} FROM ${source.from}`;
  for await (const chunk of session.chunks(query)) {
    const known = truth.columns.map((_, i) => numberColumn(chunk, i).values);
    const places = slices.map((_, i) => numberColumn(chunk, width + i));
    const columns = features.map(({ input }, i): Placed => {
      const column = width + slices.length + i;
      return input.type === "string" || input.image !== undefined
        ? textColumn(chunk, column)
        : numberColumn(chunk, column);
    });
    const grouped = coder === null ? null : textColumn(chunk, selected.length - 1);
    const checked = features.flatMap((feature, i) => (mayBeRefused(feature) ? { ...feature, column: columns[i] } : []));
    const usable = rowsWhere(chunk.rowCount, (row) => {
      const unknown = known.findIndex((column) => !truth.isKnown(column[row] ?? Number.NaN));
      const obstacle = unknown < 0 ? obstacleOf(checked, row) : truth.columns[unknown]?.missing;
      if (obstacle !== undefined) leave(obstacle);
      return obstacle === undefined;
    });
    const values = columns.map((column) => column.values);
    const images = imagesAmong(features, columns);
    const sources = images.map(({ source }) => source);
    for (const part of sources.length === 0 ? [usable] : partsOf(usable, rowsAtOnce(sources))) {
      const { rows, pixels } =
        sources.length === 0 ? { rows: part, pixels: [] } : await rowPixels(images, part, root, leave);
      const whole = rows.length === chunk.rowCount;
      const given = values.map((column, i): FeatureValues => {
        const at = images.findIndex(({ feature }) => feature === i);
        return pixels[at] ?? (whole ? column : pickValues(column, rows));
      });
      const answered = await askAll(models, given, rows.length);
      const kept = answered.every(isAllAnswered)
        ? null
        : rowsWhere(rows.length, (row) => {
            const silent = answered.findIndex((answer) => !isAnswered(answer, row));
            if (silent >= 0) leave(`${models[silent]?.name} answers with no number`);
            return silent < 0;
          });
      for (const [m, answer] of answered.entries()) gathered[m]?.add(answer, kept);
      const count = kept?.length ?? rows.length;
      for (let i = 0; i < count; i++) {
        const row = rows[kept?.[i] ?? i] ?? 0;
        for (let t = 0; t < width; t++) truths[(used + i) * width + t] = known[t]?.[row] ?? Number.NaN;
        numbers[used + i] = read + row + 1;
        if (grouped !== null) coder?.set(used + i, grouped.missing[row] === 1 ? null : (grouped.values[row] ?? null));
        for (let s = 0; s < codes.length; s++)
          setCode(codes[s], used + i, places[s], row, slices[s]?.values.length ?? 0);
      }
      used += count;
      if (sources.length > 0) onRows(read + (part.at(-1) ?? 0) + 1);
    }
    read += chunk.rowCount;
    onRows(read);
  }
  return {
    rows: used,
    truths: truths.subarray(0, used * width),
    numbers: numbers.subarray(0, used),
    models: gathered.map((each) => each.done()),
    slices: slices.map(({ column, values }, i) =>
      sliceColumn(column, values, codes[i]?.subarray(0, used) ?? new Uint16Array()),
    ),
    groups: coder?.done(used) ?? null,
    leftOut,
  };
}

/** A null is the last of the values. */
function setCode(
  codes: Uint16Array | undefined,
  at: number,
  places: NumberColumn | undefined,
  row: number,
  values: number,
): void {
  if (codes === undefined || places === undefined) return;
  codes[at] = places.missing[row] === 1 ? values - 1 : (places.values[row] ?? 0);
}

function rowsWhere(rows: number, isWanted: (row: number) => boolean): Uint32Array {
  const found = new Uint32Array(rows);
  let size = 0;
  for (let row = 0; row < rows; row++) if (isWanted(row)) found[size++] = row;
  return found.subarray(0, size);
}

/** The features that are images, by their places among all. */
const imagesAmong = (
  features: readonly PlacedFeature[],
  columns: readonly Placed[],
): (PathColumn & { readonly feature: number })[] =>
  features.flatMap(({ input, feature }, i) => {
    const values = columns[i]?.values;
    if (input.image === undefined || values === undefined || values instanceof Float64Array) return [];
    return [{ source: input.image, column: feature.column, paths: values, feature: i }];
  });

const partsOf = (rows: Uint32Array, size: number): Uint32Array[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.subarray(i * size, (i + 1) * size));

async function askAll(
  models: readonly AskedModel[],
  columns: readonly FeatureValues[],
  rows: number,
): Promise<ChunkAnswers[]> {
  let at = 0;
  const answered: ChunkAnswers[] = [];
  for (const model of models) {
    const taken = allInputs(model).reduce((sum, input) => sum + input.features.length, 0);
    answered.push(await ask(model, columns.slice(at, at + taken), rows));
    at += taken;
  }
  return answered;
}

type Placed = NumberColumn | TextColumn;
type PlacedFeature = { readonly input: ModelInput; readonly feature: ModelInput["features"][number] };

/** Floating-point inputs take what is missing as NaN. */
const mayBeRefused = ({ input, feature }: PlacedFeature): boolean =>
  feature.missing !== undefined || (input.type !== "float32" && input.type !== "float64");

/** Why a row can't be given to the models. */
function obstacleOf(
  features: readonly (PlacedFeature & { readonly column: Placed | undefined })[],
  row: number,
): string | undefined {
  for (const { input, feature, column } of features) {
    const isMissing = column?.missing[row] === 1;
    const value = column?.values[row];
    if (isMissing) return feature.missing ?? `"${feature.column}" is missing`;
    const isWhole = input.type === "int64" || input.type === "int32";
    if (isWhole && !Number.isSafeInteger(value)) return `"${feature.column}" is no whole number`;
    if (input.type === "int32" && value !== (Number(value) | 0)) return `"${feature.column}" is beyond 32 bits`;
    if (input.type === "bool" && Number.isNaN(value)) return `"${feature.column}" is neither true nor false`;
  }
  return undefined;
}
