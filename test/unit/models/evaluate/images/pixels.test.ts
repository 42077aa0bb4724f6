import { describe, expect, it } from "vitest";
import { type PixelShape, sizeOf, writePixels } from "../../../../../src/models/evaluate/images/pixels.ts";

/** Red, green, blue, grey, left to right and downwards, half of them transparent. */
const four = {
  width: 2,
  height: 2,
  channels: 4,
  bytes: Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 0, 0, 0, 255, 255, 100, 100, 100, 0]),
};

const plain: PixelShape = {
  ...{ width: 2, height: 2, channels: 3, layout: "nchw", shortSide: undefined },
  ...{ scale: 1, mean: [0, 0, 0], deviation: [1, 1, 1] },
};

function written(change: Partial<PixelShape>, image = four): number[] {
  const shape = { ...plain, ...change };
  const into = new Float32Array(sizeOf(shape));
  writePixels(image, shape, into);
  return Array.from(into);
}

describe("an image's numbers", () => {
  it("are channel by channel or pixel by pixel, whatever its opacity", () => {
    expect(written({})).toEqual([255, 0, 0, 100, 0, 255, 0, 100, 0, 0, 255, 100]);
    expect(written({ layout: "nhwc" })).toEqual([255, 0, 0, 0, 255, 0, 0, 0, 255, 100, 100, 100]);
  });

  it("are shades of grey by how bright the colours look", () => {
    expect(written({ channels: 1 })).toEqual([76, 150, 29, 100]);
  });

  it("are scaled first, then moved and divided by channel", () => {
    const change = { scale: 1 / 255, mean: [0.5, 0, 0], deviation: [0.5, 1, 2] };
    const found = written(change);
    expect(found.slice(0, 2)).toEqual([1, -1]);
    expect(found.slice(4, 6)).toEqual([0, 1]);
    expect(found[10]).toBeCloseTo(0.5, 6);
  });

  it("are of the middle where the shorter side is given", () => {
    const row = [10, 20, 30, 40].flatMap((grey) => [grey, grey, grey, 255]);
    const image = { width: 4, height: 2, channels: 4, bytes: Uint8Array.from([...row, ...row]) };
    expect(written({ channels: 1, shortSide: 2 }, image)).toEqual([20, 30, 20, 30]);
    // (¾·10 + ¾·20 + ¼·30) ÷ 1¾, and the same from the right.
    expect(written({ channels: 1 }, image)).toEqual([17, 33, 17, 33]);
  });
});
