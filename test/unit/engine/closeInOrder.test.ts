import { describe, expect, it } from "vitest";
import { closeInOrder } from "../../../src/engine/closeInOrder.ts";

describe("closing in order", () => {
  it("waits for each part, and one that fails does not keep the rest from closing", async () => {
    const closed: string[] = [];
    const failed: [string, unknown][] = [];
    const failure = new Error("no");
    await closeInOrder(
      [
        ["first", () => new Promise((resolve) => setImmediate(() => resolve(void closed.push("first"))))],
        ["second", () => Promise.reject(failure)],
        [
          "third",
          () => {
            throw failure;
          },
        ],
        ["fourth", () => void closed.push("fourth")],
      ],
      (name, error) => failed.push([name, error]),
    );
    expect(closed).toEqual(["first", "fourth"]);
    expect(failed).toEqual([
      ["second", failure],
      ["third", failure],
    ]);
  });
});
