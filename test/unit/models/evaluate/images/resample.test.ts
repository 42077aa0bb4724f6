import { expect, it } from "vitest";
import { resample } from "../../../../../src/models/evaluate/images/resample.ts";

const image = {
  width: 37,
  height: 23,
  channels: 3,
  bytes: Uint8Array.from({ length: 37 * 23 * 3 }, (_, i) => (i * i * 7 + i * 13) % 256),
};

/** The first bytes, their sum, and the sum with their places as weights. */
function told(width: number, height: number) {
  const { bytes } = resample(image, width, height);
  let [sum, weighted] = [0, 0];
  for (const [i, byte] of bytes.entries()) {
    sum += byte;
    weighted += i * byte;
  }
  return { first: Array.from(bytes.slice(0, 6)), sum, weighted };
}

// What Pillow's Image.resize(size, Image.BILINEAR) made of the same bytes.
it("an image becomes smaller, larger or narrower as Pillow makes it, byte for byte", () => {
  expect(told(5, 4)).toEqual({ first: [126, 130, 129, 128, 126, 117], sum: 7614, weighted: 224_584 });
  expect(told(50, 31)).toEqual({ first: [0, 20, 54, 62, 108, 167], sum: 590_837, weighted: 1_374_865_980 });
  expect(told(37, 6)).toEqual({ first: [124, 81, 147, 84, 114, 147], sum: 84_623, weighted: 28_135_239 });
});

it("an image of the same size stays as it is", () => {
  expect(resample(image, 37, 23)).toBe(image);
});
