/** Bytes of several channels, row by row, the channels of a pixel side by side. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bytes: Uint8Array | Uint8ClampedArray;
}

/** The fraction of weights in bits: of 32 there are 8 for the value and 2 to spare for sums. */
const precision = 22;
const half = 2 ** (precision - 1);

/**
 * The image in another size, by a triangle (bilinear) filter that is widened when the image becomes smaller: first along the
 * rows, then along the columns, in whole numbers with weights of 22 bits. So Pillow's `Image.resize(size, BILINEAR)`
 * computes, and torchvision of a Pillow image.
 */
export function resample(image: Raster, width: number, height: number): Raster {
  const wide = width === image.width ? image : alongRows(image, width);
  return height === wide.height ? wide : transposed(alongRows(transposed(wide), height));
}

/** Which values of a line one new value is made of. */
interface Taps {
  readonly first: number;
  readonly weights: Int32Array;
}

/** With the scale s = old ÷ new, the weight of value i for the new value x is 1 − |i + ½ − (x + ½)s| ÷ max(s, 1), normalised. */
function tapsOf(from: number, to: number): Taps[] {
  const scale = from / to;
  const support = Math.max(1, scale);
  return Array.from({ length: to }, (_, x) => {
    const centre = (x + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(from, Math.trunc(centre + support + 0.5));
    const shares = Array.from({ length: end - first }, (_, k) =>
      Math.max(0, 1 - Math.abs((first + k + 0.5 - centre) / support)),
    );
    const all = shares.reduce((sum, share) => sum + share, 0);
    return { first, weights: Int32Array.from(shares, (share) => Math.trunc(0.5 + (share / all) * 2 ** precision)) };
  });
}

function alongRows({ width, height, channels, bytes }: Raster, to: number): Raster {
  const taps = tapsOf(width, to);
  const made = new Uint8ClampedArray(to * height * channels);
  for (let y = 0; y < height; y++) {
    const line = y * width * channels;
    for (let x = 0; x < to; x++) {
      const { first, weights } = taps[x] ?? { first: 0, weights: new Int32Array() };
      for (let c = 0; c < channels; c++) {
        let sum = half;
        for (let k = 0; k < weights.length; k++) {
          sum += (bytes[line + (first + k) * channels + c] ?? 0) * (weights[k] ?? 0);
        }
        made[(y * to + x) * channels + c] = sum >> precision;
      }
    }
  }
  return { width: to, height, channels, bytes: made };
}

function transposed({ width, height, channels, bytes }: Raster): Raster {
  const made = new Uint8ClampedArray(bytes.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++)
        made[(x * height + y) * channels + c] = bytes[(y * width + x) * channels + c] ?? 0;
    }
  }
  return { width: height, height: width, channels, bytes: made };
}
