import { describe, expect, it } from "vitest";
import { acceptedParams } from "../../../../src/transfer/import/acceptedParams.ts";

describe("parameters of another tool", () => {
  it("are kept as they are where they can be", () => {
    expect(acceptedParams([["lr", "0.1"]])).toEqual({ params: [{ key: "lr", value: "0.1" }], notes: [] });
  });

  it("are cut at MLflow's limit, and this is said", () => {
    const { params, notes } = acceptedParams([["prompt", "x".repeat(7000)]]);
    expect(params[0]?.value).toHaveLength(6000);
    expect(notes).toEqual(["the value of 'prompt' was cut after 6000 characters"]);
  });

  it("are renamed where their name can't be kept, and this is said", () => {
    expect(acceptedParams([["a?", "1"]])).toEqual({
      params: [{ key: "a_", value: "1" }],
      notes: ["names that can't be kept were changed: 'a?' is 'a_'"],
    });
  });

  it("have the last value that was given", () => {
    const pairs: [string, string][] = [
      ["lr", "1"],
      ["lr", "2"],
    ];
    expect(acceptedParams(pairs).params).toEqual([{ key: "lr", value: "2" }]);
  });
});
