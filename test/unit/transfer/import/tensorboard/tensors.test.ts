import { describe, expect, it } from "vitest";
import type { Tensor } from "../../../../../src/transfer/import/tensorboard/messages.ts";
import { scalarOf } from "../../../../../src/transfer/import/tensorboard/tensors.ts";

const empty: Tensor = {
  dtype: 0,
  tensor_shape: null,
  tensor_content: new Uint8Array(0),
  half_val: [],
  float_val: [],
  double_val: [],
  int_val: [],
  string_val: [],
  int64_val: [],
  bool_val: [],
  uint32_val: [],
  uint64_val: [],
};

describe("a tensor of one element", () => {
  it.each([
    ["float", 1, { float_val: [0.5] }, 0.5],
    ["double", 2, { double_val: [0.1] }, 0.1],
    ["int32", 3, { int_val: [-7] }, -7],
    ["int64", 9, { int64_val: [2 ** 53] }, 2 ** 53],
    ["bool", 10, { bool_val: [true] }, 1],
    ["half", 19, { half_val: [0x3c01] }, 1 + 1 / 1024],
    ["a half's infinity", 19, { half_val: [0xfc00] }, -Infinity],
    ["a half below normal", 19, { half_val: [1] }, 2 ** -24],
    ["bfloat16", 14, { half_val: [0x3fc0] }, 1.5],
    ["uint32", 22, { uint32_val: [2 ** 31] }, 2 ** 31],
    ["a zero that was left out", 1, {}, 0],
  ])("holds its number in the field of its kind: %s", (_, dtype, field, value) => {
    expect(scalarOf({ ...empty, dtype, ...field })).toBe(value);
  });

  it.each([
    ["float", 1, "0000003f", 0.5],
    ["double", 2, "9a9999999999b93f", 0.1],
    ["int32", 3, "f9ffffff", -7],
    ["uint8", 4, "ff", 255],
    ["int16", 5, "feff", -2],
    ["int8", 6, "fe", -2],
    ["int64", 9, "feffffffffffffff", -2],
    ["bool", 10, "01", 1],
    ["bfloat16", 14, "c03f", 1.5],
    ["uint16", 17, "feff", 65534],
    ["half", 19, "003c", 1],
    ["half NaN", 19, "007e", Number.NaN],
    ["uint32", 22, "feffffff", 2 ** 32 - 2],
    ["uint64", 23, "0000000000000080", 2 ** 63],
  ])("or in its bytes: %s", (_, dtype, hex, value) => {
    expect(scalarOf({ ...empty, dtype, tensor_content: Buffer.from(hex, "hex") })).toBe(value);
  });

  it.each([
    ["a list", { dtype: 1, float_val: [1, 2], tensor_shape: { dim: [{ size: 2 }] } }],
    ["text", { dtype: 7 }],
    ["bytes of another length", { dtype: 1, tensor_content: new Uint8Array(8) }],
  ])("is not %s", (_, fields) => expect(scalarOf({ ...empty, ...fields })).toBeUndefined());
});
