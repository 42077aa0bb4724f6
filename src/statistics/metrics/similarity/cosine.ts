import { at } from "../../special/at.ts";

/** Row after row of embeddings with so many numbers each. */
export interface Embeddings {
  readonly width: number;
  readonly values: Float64Array;
}

/** The cosine between the embeddings of each row; NaN where one of them is all zeros. */
export function cosineSimilarities(first: Embeddings, second: Embeddings): Float64Array {
  const { width } = first;
  if (second.width !== width || second.values.length !== first.values.length) {
    throw new RangeError("The two tables of embeddings have different shapes.");
  }
  return Float64Array.from({ length: first.values.length / width }, (_, row) => {
    let [product, a, b] = [0, 0, 0];
    for (let i = row * width; i < (row + 1) * width; i++) {
      const [x, y] = [at(first.values, i), at(second.values, i)];
      product += x * y;
      a += x * x;
      b += y * y;
    }
    return product / Math.sqrt(a) / Math.sqrt(b);
  });
}
