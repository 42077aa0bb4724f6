import type { Place } from "./scanner.ts";

/** Where a record begins, so that reading can begin there too. */
export interface Landmark {
  readonly record: number;
  /** From 0. */
  readonly line: number;
  /** In bytes of the text as UTF-8, without a byte-order mark. */
  readonly offset: number;
}

/** More are thinned out. */
const mostLandmarks = 4096;
const firstStride = 64;

/** Remembers where records at even distances begin; few enough for any file. */
export class Landmarks {
  private list: Landmark[] = [];
  private stride = firstStride;

  pass(record: number, { line, offset }: Place): void {
    if (record % this.stride !== 0) return;
    this.list.push({ record, line, offset });
    if (this.list.length <= mostLandmarks) return;
    this.stride *= 2;
    this.list = this.list.filter((each) => each.record % this.stride === 0);
  }

  get all(): readonly Landmark[] {
    return this.list;
  }
}

const start: Landmark = { record: Number.NEGATIVE_INFINITY, line: 0, offset: 0 };

/** The last landmark at or before a record; the file's start where there is none. */
export function landmarkBefore(landmarks: readonly Landmark[], record: number): Landmark {
  let [low, high] = [0, landmarks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((landmarks[middle]?.record ?? 0) <= record) low = middle + 1;
    else high = middle;
  }
  return landmarks[low - 1] ?? start;
}
