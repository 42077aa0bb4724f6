import { describe, expect, it } from "vitest";
import { formatSpanTime, formatTraceTime } from "../../../../webview/run/traces/spanTime.ts";

describe("a span's time", () => {
  it.each([
    [0, "0 ms"],
    [0.0034, "3.4 µs"],
    [0.31, "0.31 ms"],
    [3.637, "3.64 ms"],
    [40.94, "40.9 ms"],
    [190.6, "190 ms"],
    [2345, "2.3 s"],
    [-1, "0 ms"],
  ])("of %d ms is %s", (milliseconds, text) => {
    expect(formatSpanTime(milliseconds)).toBe(text);
  });

  it("is below a millisecond where a trace counts none", () => {
    expect(formatTraceTime(0)).toBe("< 1 ms");
  });
});
