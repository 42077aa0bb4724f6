import { type Raster, resample } from "./resample.ts";

/** What a model takes of an image. */
export interface PixelShape {
  readonly width: number;
  readonly height: number;
  /** 1 for shades of grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** Channels one after the other (`nchw`), or those of each pixel side by side. */
  readonly layout: "nchw" | "nhwc";
  /** The shorter side becomes this long and the middle is cut out; without it the image is stretched. */
  readonly shortSide: number | undefined;
  /** value = (byte · scale − mean) ÷ deviation, by channel. */
  readonly scale: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

export const sizeOf = ({ width, height, channels }: PixelShape): number => width * height * channels;

/** Writes an image's numbers into their place. @param image of 4 channels, of which opacity is not looked at */
export function writePixels(image: Raster, shape: PixelShape, into: Float32Array): void {
  const { width, height, channels, layout, scale, mean, deviation } = shape;
  const { bytes } = fitted(channels === 1 ? grey(image) : colours(image), shape);
  const pixels = width * height;
  for (let c = 0; c < channels; c++) {
    const [shift, factor] = [mean[c] ?? 0, 1 / (deviation[c] ?? 1)];
    for (let i = 0; i < pixels; i++) {
      const value = ((bytes[i * channels + c] ?? 0) * scale - shift) * factor;
      into[layout === "nchw" ? c * pixels + i : i * channels + c] = value;
    }
  }
}

function fitted(image: Raster, { width, height, shortSide }: PixelShape): Raster {
  if (shortSide === undefined) return resample(image, width, height);
  const shorter = Math.min(image.width, image.height);
  // The longer side is cut off to a whole number, as torchvision's Resize does.
  const sideOf = (length: number): number => Math.trunc((shortSide * length) / shorter);
  return cutOut(resample(image, sideOf(image.width), sideOf(image.height)), width, height);
}

/** The middle, rounded as torchvision's CenterCrop does. It is inside: the short side is no shorter than what is cut out. */
function cutOut({ width: from, height: all, channels, bytes }: Raster, width: number, height: number): Raster {
  const [left, top] = [roundHalfEven((from - width) / 2), roundHalfEven((all - height) / 2)];
  const made = new Uint8ClampedArray(width * height * channels);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * from + left) * channels;
    made.set(bytes.subarray(start, start + width * channels), y * width * channels);
  }
  return { width, height, channels, bytes: made };
}

function roundHalfEven(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value % 1) === 0.5 && whole % 2 !== 0 ? whole - 1 : whole;
}

/** ITU-R 601-2 luma, in whole numbers as Pillow's `convert("L")`. */
function grey({ width, height, bytes }: Raster): Raster {
  const made = new Uint8ClampedArray(width * height);
  for (let i = 0; i < made.length; i++) {
    const [r, g, b] = [bytes[4 * i] ?? 0, bytes[4 * i + 1] ?? 0, bytes[4 * i + 2] ?? 0];
    made[i] = (r * 19_595 + g * 38_470 + b * 7471 + 0x8000) >> 16;
  }
  return { width, height, channels: 1, bytes: made };
}

/** Without opacity, as Pillow's `convert("RGB")`. */
function colours({ width, height, bytes }: Raster): Raster {
  const made = new Uint8ClampedArray(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) made[3 * i + c] = bytes[4 * i + c] ?? 0;
  }
  return { width, height, channels: 3, bytes: made };
}
