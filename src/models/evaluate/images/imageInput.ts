import type { InferenceSession } from "onnxruntime-node";
import { identifier } from "../../../data/duckdb/sql.ts";
import { invalidParameter } from "../../../protocol/errors.ts";
import type { ImageInput } from "../../../protocol/evaluationEntities.ts";
import type { Feature } from "../feature.ts";
import type { PixelShape } from "./pixels.ts";

/** Images that an input is made of. */
export interface ImageSource {
  /** That the paths go from, within the workspace; empty for the workspace itself. */
  readonly folder: string;
  readonly shape: PixelShape;
}

type TensorInput = Extract<InferenceSession.ValueMetadata, { isTensor: true }>;
type Length = string | number | undefined;

const layouts = ["nchw", "nhwc"] as const;
const kinds: readonly string[] = ["float32", "float64", "uint8"];

/** The column of paths. */
export const imageFeature = ({ image }: ImageInput): Feature => ({
  column: image,
  sql: `CAST(${identifier(image)} AS VARCHAR)`,
  missing: `"${image}" is missing`,
});

/**
 * What an input takes of each image, by its own shape and by what is declared.
 * @throws invalidParameter that names the input and what is to be declared
 */
export function imageSource(input: TensorInput, declared: ImageInput): ImageSource {
  const { name, type } = input;
  const [, ...lengths] = input.shape;
  if (!kinds.includes(type)) {
    throw invalidParameter(`Input ${name} has the type ${type}; from images can be made ${kinds.join(", ")}.`);
  }
  if (lengths.length < 1 || lengths.length > 3) {
    throw invalidParameter(`Input ${name} has ${input.shape.length} dimensions; images make 2 to 4, the rows first.`);
  }
  const layout = layoutOf(name, lengths, declared);
  const [first, second, third] = lengths;
  const [channelsOf, heightOf, widthOf]: readonly Length[] =
    lengths.length === 1
      ? []
      : lengths.length === 2
        ? [1, first, second]
        : layout === "nchw"
          ? [first, second, third]
          : [third, first, second];
  const channels = agreed(
    name,
    "channels",
    channelsOf,
    { rgb: 3, gray: 1, none: undefined }[declared.channels ?? "none"],
  );
  if (channels !== 1 && channels !== 3)
    throw invalidParameter(`Input ${name} takes ${channels} channels; images have 1 or 3.`);
  const width = agreed(name, "width", widthOf, declared.width);
  const height = agreed(name, "height", heightOf, declared.height);
  const [all] = lengths;
  if (lengths.length === 1 && typeof all === "number" && all !== width * height * channels) {
    throw invalidParameter(
      `Input ${name} takes ${all} numbers a row, and the images have ${width * height * channels}.`,
    );
  }
  const { resize: shortSide, folder = "" } = declared;
  if (shortSide !== undefined && shortSide < Math.max(width, height)) {
    throw invalidParameter(
      `Input ${name}: "resize: ${shortSide}" is shorter than what is cut out, ${width} × ${height}.`,
    );
  }
  const scale = declared.scale ?? (type === "uint8" ? 1 : 1 / 255);
  const [mean, deviation] = [
    each(name, "mean", declared.mean ?? 0, channels),
    each(name, "std", declared.std ?? 1, channels),
  ];
  return { folder, shape: { width, height, channels, layout, shortSide, scale, mean, deviation } };
}

/** The input's lengths behind the rows'. */
export function innerLengths({ shape }: TensorInput, { width, height, channels, layout }: PixelShape): number[] {
  if (shape.length === 2) return [width * height * channels];
  if (shape.length === 3) return [height, width];
  return layout === "nchw" ? [channels, height, width] : [height, width, channels];
}

function layoutOf(name: string, lengths: readonly Length[], { layout }: ImageInput): "nchw" | "nhwc" {
  if (layout !== undefined || lengths.length < 3) return layout ?? "nchw";
  const isChannels = (length: Length): boolean => length === 1 || length === 3;
  const [first, , last] = lengths;
  const found = layouts.filter((one) => isChannels(one === "nchw" ? first : last));
  if (found.length === 1 && found[0] !== undefined) return found[0];
  throw invalidParameter(`Input ${name} doesn't tell where its channels are: write "layout: nchw" or "layout: nhwc".`);
}

/** What the model's shape says, or what is declared where it says nothing. */
function agreed(name: string, what: string, own: Length, declared: number | undefined): number {
  if (typeof own === "number" && own > 0) {
    if (declared === undefined || declared === own) return own;
    throw invalidParameter(`Input ${name} takes a ${what} of ${own}, and ${declared} is declared.`);
  }
  if (declared !== undefined) return declared;
  throw invalidParameter(`Input ${name} doesn't tell its ${what}: declare "${what}", such as ${examples[what]}.`);
}

const examples: Readonly<Record<string, string>> = { channels: "rgb or gray", width: "224", height: "224" };

function each(name: string, what: string, given: number | readonly number[], channels: number): readonly number[] {
  if (typeof given === "number") return new Array<number>(channels).fill(given);
  if (given.length === channels) return given;
  throw invalidParameter(`Input ${name}: ${what} has ${given.length} numbers, and the images ${channels} channels.`);
}
