import { describe, expect, it } from "vitest";
import { faultWords } from "../../../../src/data/checks/rowPlan.ts";

describe("how many rows fail, in words", () => {
  it("agrees in number", () => {
    expect(faultWords(3, 10, "value", "above 9")).toBe("3 of 10 values are above 9");
    expect(faultWords(1, 10, "value", "above 9")).toBe("1 of 10 values is above 9");
    expect(faultWords(0, 10, "value", "above 9")).toBe("0 of 10 values are above 9");
    expect(faultWords(0, 1, "value", "above 9")).toBe("0 of 1 value is above 9");
    expect(faultWords(0, 1, "row", { one: "has no value", several: "have no value" })).toBe("0 of 1 row has no value");
  });
});
