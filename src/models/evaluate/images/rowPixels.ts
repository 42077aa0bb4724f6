import { join } from "node:path";
import type { ImageSource } from "./imageInput.ts";
import { sizeOf, writePixels } from "./pixels.ts";
import { readImage } from "./readImage.ts";

/** The numbers of some rows' images, row by row. */
export class Pixels {
  readonly size: number;
  readonly values: Float32Array;

  /** @param size how many numbers a row has */
  constructor(size: number, values: Float32Array) {
    this.size = size;
    this.values = values;
  }

  pick(rows: Uint32Array): Pixels {
    const picked = new Float32Array(rows.length * this.size);
    for (const [i, row] of rows.entries()) {
      picked.set(this.values.subarray(row * this.size, (row + 1) * this.size), i * this.size);
    }
    return new Pixels(this.size, picked);
  }
}

/** So many numbers of images are held at once: 16 MB. */
const mostNumbers = 4_000_000;

/** How many rows' images are read before a model is asked. */
export const rowsAtOnce = (sources: readonly ImageSource[]): number =>
  Math.max(1, Math.floor(mostNumbers / sources.reduce((sum, { shape }) => sum + sizeOf(shape), 0)));

export interface PathColumn {
  readonly source: ImageSource;
  readonly column: string;
  /** By row. */
  readonly paths: readonly string[];
}

/**
 * Reads the images of some rows. A row with an image that can't be read is left out.
 * @param leave is told why, in words that are the same for many rows @param root the workspace's real path
 */
export async function rowPixels(
  columns: readonly PathColumn[],
  rows: Uint32Array,
  root: string,
  leave: (reason: string) => void,
): Promise<{ readonly rows: Uint32Array; readonly pixels: readonly Pixels[] }> {
  const all = columns.map(({ source }) => new Float32Array(rows.length * sizeOf(source.shape)));
  const kept = new Uint32Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const obstacle = await readRow(columns, row, root, (at) => {
      const values = all[at] ?? new Float32Array();
      const size = values.length / rows.length;
      return values.subarray(count * size, (count + 1) * size);
    });
    if (obstacle === undefined) kept[count++] = row;
    else leave(obstacle);
  }
  return {
    rows: kept.subarray(0, count),
    pixels: all.map((values) => {
      const size = values.length / rows.length;
      return new Pixels(size, values.subarray(0, count * size));
    }),
  };
}

async function readRow(
  columns: readonly PathColumn[],
  row: number,
  root: string,
  placeOf: (column: number) => Float32Array,
): Promise<string | undefined> {
  for (const [at, { source, column, paths }] of columns.entries()) {
    const read = await readImage(join(source.folder, paths[row] ?? ""), root);
    if ("obstacle" in read) return `"${column}" ${read.obstacle}`;
    writePixels(read.image, source.shape, placeOf(at));
  }
  return undefined;
}
