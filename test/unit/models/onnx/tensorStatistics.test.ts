import { describe, expect, it } from "vitest";
import { openBytes } from "../../../../src/models/onnx/fileBytes.ts";
import { onnxHandlers } from "../../../../src/models/onnx/onnxHandlers.ts";
import { tensorStatistics } from "../../../../src/models/onnx/tensorStatistics.ts";
import type { OnnxTensorStatistics } from "../../../../src/protocol/onnxEntities.ts";
import { onnxBytes, onnxFile, smallModel } from "../../../support/onnxFile.ts";

const summarised = (values: ArrayBufferView, elementType: number): OnnxTensorStatistics => {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  using file = openBytes(onnxFile(bytes));
  return tensorStatistics(file, [{ start: 0, end: bytes.length }], elementType);
};

describe("the statistics of a tensor", () => {
  it("count NaN and infinite values apart from the others", () => {
    expect(summarised(new Float32Array([1, -1, 0, 2, Number.NaN, 0, Infinity, -Infinity]), 1)).toEqual({
      values: 8,
      zeros: 2,
      nan: 1,
      infinite: 2,
      smallest: -1,
      largest: 2,
      mean: expect.closeTo(0.4, 12),
    });
  });

  it("say nothing of values where none is finite", () => {
    expect(summarised(new Float64Array([Number.NaN]), 11)).toMatchObject({ smallest: null, largest: null, mean: null });
  });

  it("go through more values than are read at once", () => {
    const values = Int32Array.from({ length: 600_000 }, (_, index) => index);
    expect(summarised(values, 6)).toMatchObject({
      values: 600_000,
      largest: 599_999,
      mean: expect.closeTo(299_999.5, 6),
    });
  });

  it("know half floats", () => {
    const float16 = summarised(new Uint16Array([0x3c00, 0xc000, 0x0001, 0x7c00]), 10);
    expect(float16).toMatchObject({
      smallest: -2,
      largest: 1,
      infinite: 1,
      mean: expect.closeTo((1 - 2 + 2 ** -24) / 3, 12),
    });
    expect(summarised(new Uint16Array([0x3fc0, 0xbf80]), 16)).toMatchObject({ smallest: -1, largest: 1.5, mean: 0.25 });
  });

  it("hold for large values whose sum does not fit", () => {
    expect(summarised(new Float64Array([1.7e308, 1.7e308, -1.7e308, -1.7e308]), 11).mean).toBeCloseTo(0, 12);
  });

  it("are those of the tensor that is asked for, in a list of floats too", async () => {
    const initializer = [
      ...smallModel.graph.initializer,
      { name: "rest", data_type: 1, dims: [2], float_data: [3, 5] },
    ];
    const path = onnxFile(onnxBytes({ ...smallModel, graph: { ...smallModel.graph, initializer } }));
    const context = { signal: new AbortController().signal, report: () => undefined };
    expect(await onnxHandlers("/")["onnx/statistics"]({ path, index: 1 }, context)).toMatchObject({ mean: 4 });
  });
});
