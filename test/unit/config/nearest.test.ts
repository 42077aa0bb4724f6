import { describe, expect, it } from "vitest";
import { nearest } from "../../../src/config/text/nearest.ts";

describe("the nearest known name", () => {
  it.each([
    ["mni", "min"],
    ["maxLength", "max_length"],
    ["uniqe", "unique"],
    ["nullz", "nulls"],
    ["x", undefined],
    ["frequency", undefined],
  ])("to %s is %s", (name, expected) => {
    expect(nearest(name, ["min", "max", "max_length", "unique", "nulls"])).toBe(expected);
  });
});
