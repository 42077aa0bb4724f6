import type { InferenceSession, Tensor } from "onnxruntime-node";
import { identifier, literal } from "../../data/duckdb/sql.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import type {
  CategoryInput,
  ImageInput,
  InputColumns,
  ListInput,
  MaskInput,
} from "../../protocol/evaluationEntities.ts";
import type { Feature } from "./feature.ts";
import { type ImageSource, imageFeature, imageSource, innerLengths } from "./images/imageInput.ts";
import { listFeatures, maskFeatures } from "./listFeatures.ts";

/** An input of a model and the columns that it is made of. */
export interface ModelInput {
  readonly name: string;
  readonly type: Tensor.Type;
  readonly features: readonly Feature[];
  /** How many rows the model takes at once; undefined where it takes any number. */
  readonly batch: number | undefined;
  /** The lengths behind the rows'. */
  readonly inner: readonly number[];
  /** Where the only feature is the path of an image. */
  readonly image?: ImageSource;
}

/**
 * Which columns go into which input of a model.
 * @throws invalidParameter that names the input, what it expects and what it was given
 */
export function modelInputs(
  metadata: readonly InferenceSession.ValueMetadata[],
  declared: Readonly<Record<string, InputColumns>>,
  columns: readonly string[],
): ModelInput[] {
  for (const name of Object.keys(declared)) {
    if (metadata.some((input) => input.name === name)) continue;
    throw invalidParameter(`The model has no input "${name}"; it has ${metadata.map(inputWords).join(", ")}.`);
  }
  return metadata.map((input) => {
    if (!input.isTensor) throw invalidParameter(`Input ${input.name} is no tensor, which can't be made of columns.`);
    const given = declared[input.name] ?? byName(input, columns);
    const parts: readonly Part[] = Array.isArray(given) ? given : [given];
    for (const part of parts) {
      const column = columnOf(part);
      if (columns.includes(column)) continue;
      throw invalidParameter(`Input ${input.name}: the data has no column "${column}"; it has ${listed(columns)}.`);
    }
    const [first] = parts;
    if (typeof first === "object" && "image" in first) return imagesInput(input, first);
    const features = parts.flatMap((part) => featuresOf(part, input));
    return {
      name: input.name,
      type: numeric(input),
      features,
      ...shapeFor(input, features.length, parts.length === features.length ? "columns" : "of a list"),
    };
  });
}

function imagesInput(input: TensorInput, given: ImageInput): ModelInput {
  const image = imageSource(input, given);
  const [first] = input.shape;
  return {
    name: input.name,
    type: input.type,
    features: [imageFeature(given)],
    batch: typeof first === "number" && first > 0 ? first : undefined,
    inner: innerLengths(input, image.shape),
    image,
  };
}

type Part = string | CategoryInput | ListInput | MaskInput | ImageInput;

function columnOf(part: Part): string {
  if (typeof part === "string") return part;
  if ("list" in part) return part.list;
  if ("image" in part) return part.image;
  return "mask" in part ? part.mask : part.column;
}

function featuresOf(part: Part, input: TensorInput): Feature[] {
  if (typeof part === "string") return [plain(part, input.type === "string")];
  if (input.type === "string") {
    throw invalidParameter(`Input ${input.name} takes texts: give it the column "${columnOf(part)}" as it is.`);
  }
  if ("image" in part) throw new TypeError("An image is the whole of an input.");
  if ("list" in part) return listFeatures(part);
  return "mask" in part ? maskFeatures(part) : [category(part)];
}

type TensorInput = Extract<InferenceSession.ValueMetadata, { isTensor: true }>;

const kinds: readonly string[] = ["float32", "float64", "int64", "int32", "bool", "string"];

function numeric({ name, type }: TensorInput): Tensor.Type {
  if (kinds.includes(type)) return type;
  throw invalidParameter(`Input ${name} has the type ${type}; from columns can be made ${kinds.join(", ")}.`);
}

function byName(input: TensorInput, columns: readonly string[]): InputColumns {
  if (columns.includes(input.name)) return [input.name];
  throw invalidParameter(
    `Which columns is input ${inputWords(input)} made of? There is no column of that name. ` +
      `Write "inputs: {${input.name}: [first column, second column]}" in the order that the model was trained with.`,
  );
}

const plain = (column: string, isText: boolean): Feature => ({
  column,
  sql: isText ? `CAST(${identifier(column)} AS VARCHAR)` : `TRY_CAST(${identifier(column)} AS DOUBLE)`,
  missing: undefined,
});

function category({ column, map, unknown }: CategoryInput): Feature {
  const text = `CAST(${identifier(column)} AS VARCHAR)`;
  const cases = Object.entries(map).map(([member, value]) => `WHEN ${text} = ${literal(member)} THEN ${number(value)}`);
  const other = unknown === undefined ? "" : ` WHEN ${text} IS NOT NULL THEN ${number(unknown)}`;
  return {
    column,
    sql: `CASE ${cases.join(" ")}${other} END`,
    missing: `"${column}" has a value that its map lacks`,
  };
}

const number = (value: number): string => `CAST(${literal(String(value))} AS DOUBLE)`;

function shapeFor(input: TensorInput, features: number, noun: string): Pick<ModelInput, "batch" | "inner"> {
  const [first, ...rest] = input.shape;
  const batch = typeof first === "number" && first > 0 ? first : undefined;
  if (first === undefined) throw invalidParameter(`Input ${input.name} is a single number, not one for each row.`);
  const free = rest.filter((length) => typeof length === "string").length;
  const known = rest.reduce<number>((product, length) => (typeof length === "number" ? product * length : product), 1);
  if (free > 1 || features % known !== 0 || (free === 0 && features !== known)) {
    const due = free === 0 ? `${known}` : `a multiple of ${known}`;
    throw invalidParameter(`Input ${inputWords(input)} takes ${due} numbers a row, and gets ${features} ${noun}.`);
  }
  return { batch, inner: rest.map((length) => (typeof length === "number" ? length : features / known)) };
}

const listed = (columns: readonly string[]): string =>
  columns.length > 20 ? `${columns.slice(0, 20).join(", ")} and ${columns.length - 20} more` : columns.join(", ");

/** Such as `X (float32[rows, 4])`. */
function inputWords(input: InferenceSession.ValueMetadata): string {
  if (!input.isTensor) return `${input.name} (no tensor)`;
  const shape = input.shape.map((length) => (length === "" ? "?" : length));
  return `${input.name} (${input.type}[${shape.join(", ")}])`;
}
