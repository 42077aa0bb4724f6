import { describe, expect, it } from "vitest";
import { imageSource, innerLengths } from "../../../../../src/models/evaluate/images/imageInput.ts";
import type { ImageInput } from "../../../../../src/protocol/evaluationEntities.ts";

const input = (shape: readonly (string | number)[], type = "float32" as "float32" | "uint8" | "int64") =>
  ({ name: "pixels", isTensor: true, type, shape }) as const;

const shapeOf = (shape: readonly (string | number)[], declared: Partial<ImageInput> = {}, type?: "uint8") =>
  imageSource(input(shape, type), { image: "path", ...declared }).shape;

describe("what an input takes of an image", () => {
  it("is told by the input's own shape", () => {
    expect(shapeOf(["n", 3, 20, 30])).toMatchObject({ channels: 3, height: 20, width: 30, layout: "nchw" });
    expect(shapeOf(["n", 20, 30, 1])).toMatchObject({ channels: 1, height: 20, width: 30, layout: "nhwc" });
    expect(shapeOf(["n", 28, 28])).toMatchObject({ channels: 1, height: 28, width: 28 });
  });

  it("is what is declared where the shape leaves it open, also of one row of numbers", () => {
    expect(shapeOf(["n", 3, "h", "w"], { height: 20, width: 30 })).toMatchObject({ height: 20, width: 30 });
    const flat = { channels: "gray", width: 28, height: 28 } as const;
    expect(shapeOf(["n", 784], flat)).toMatchObject(flat.width === 28 ? { channels: 1, width: 28 } : {});
    expect(innerLengths(input(["n", 784]), shapeOf(["n", 784], flat))).toEqual([784]);
    expect(innerLengths(input(["n", "h", "w", 3]), shapeOf(["n", "h", "w", 3], { height: 2, width: 5 }))).toEqual([
      2, 5, 3,
    ]);
  });

  it("has numbers from 0 to 1, and bytes for an input of bytes, unless something else is declared", () => {
    expect(shapeOf(["n", 3, 2, 2])).toMatchObject({ scale: 1 / 255, mean: [0, 0, 0], deviation: [1, 1, 1] });
    expect(shapeOf(["n", 3, 2, 2], {}, "uint8").scale).toBe(1);
    expect(shapeOf(["n", 3, 2, 2], { mean: 0.5, std: [1, 2, 3] })).toMatchObject({
      mean: [0.5, 0.5, 0.5],
      deviation: [1, 2, 3],
    });
  });

  it.each([
    [
      "a size that is left open",
      ["n", 3, "h", 8],
      {},
      'Input pixels doesn\'t tell its height: declare "height", such as 224.',
    ],
    [
      "a size that the model doesn't take",
      ["n", 3, 8, 8],
      { width: 9 },
      "Input pixels takes a width of 8, and 9 is declared.",
    ],
    ["channels that may be on either side", ["n", "a", 8, "c"], {}, /doesn't tell where its channels are/],
    [
      "channels that no image has",
      ["n", 4, 8, 8],
      { layout: "nchw" },
      "Input pixels takes 4 channels; images have 1 or 3.",
    ],
    ["too few means", ["n", 3, 8, 8], { mean: [0, 1] }, "Input pixels: mean has 2 numbers, and the images 3 channels."],
    ["a short side inside of what is cut out", ["n", 3, 8, 8], { resize: 7 }, /"resize: 7" is shorter/],
    [
      "another length of a row",
      ["n", 100],
      { width: 5, height: 5, channels: "gray" },
      /takes 100 numbers a row, and the images have 25/,
    ],
  ] as const)("is refused with %s", (_, shape, declared, message) => {
    expect(() => imageSource(input(shape), { image: "path", ...(declared as Partial<ImageInput>) })).toThrow(message);
  });

  it("is refused for another type", () => {
    expect(() => imageSource(input(["n", 1, 2, 2], "int64"), { image: "path" })).toThrow(
      "Input pixels has the type int64; from images can be made float32, float64, uint8.",
    );
  });
});
