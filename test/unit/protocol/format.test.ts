import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toMetricValue } from "../../../src/protocol/entities.ts";
import { formatAge, formatBytes, formatDuration, formatNumber, formatShortAge } from "../../../src/protocol/format.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe("a number for people", () => {
  it.each([
    [0, "0"],
    [0.5, "0.5"],
    [0.123456, "0.1235"],
    [123.456, "123.5"],
    [12345.6, "12346"],
    [0.1 + 0.2, "0.3"],
    [1.5e-7, "1.5e-7"],
    [1e21, "1e21"],
    [-0.25, "−0.25"],
  ])("has four significant digits and no needless zeros: %d", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it.each([
    [0.99996, "0.9999"],
    [9.99996, "9.999"],
    [-0.99999, "−0.9999"],
    [3.00001, "3.000"],
  ])("never claims a whole number that was not reached: %d", (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it("keeps integers exact", () => {
    expect(formatNumber(123456789)).toBe("123456789");
  });

  it("names what is not a number", () => {
    expect(["NaN", "Infinity", "-Infinity"].map((value) => formatNumber(toMetricValue(Number(value))))).toEqual([
      "NaN",
      "∞",
      "−∞",
    ]);
  });

  it("takes another precision", () => {
    expect(formatNumber(0.123456, 2)).toBe("0.12");
  });

  it("stays within a thousandth of any number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const read = Number(formatNumber(value).replace("−", "-"));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-3);
      }),
    );
  });
});

describe("an age", () => {
  it.each([
    [0, "just now"],
    [40 * second, "40 s ago"],
    [59.9 * minute, "59 min ago"],
    [23.9 * hour, "23 h ago"],
    [day, "1 day ago"],
    [59 * day, "59 days ago"],
    [61 * day, "2 months ago"],
    [800 * day, "2 years ago"],
  ])("is the largest whole unit, never rounded up: %d ms", (age, text) => {
    expect(formatAge(1_000_000, 1_000_000 + age)).toBe(text);
  });

  it("fits into a narrow list", () => {
    const ages = [0, 40 * second, 59 * minute, 5 * hour, 3 * day, 70 * day, 800 * day];
    expect(ages.map((age) => formatShortAge(0, age))).toEqual(["now", "40s", "59m", "5h", "3d", "2mo", "2y"]);
  });

  it("calls a clock that runs ahead just now", () => {
    expect(formatAge(2000, 1000)).toBe("just now");
  });
});

describe("a duration", () => {
  it.each([
    [850, "850 ms"],
    [12_345, "12.3 s"],
    [59_999, "59.9 s"],
    [minute, "1 min"],
    [4 * minute + 5 * second, "4 min 5 s"],
    [2 * hour + 3 * minute, "2 h 3 min"],
    [day + 4 * hour + 59 * minute, "1 d 4 h"],
    [-5, "0 ms"],
  ])("shows its two largest units: %d ms", (span, text) => {
    expect(formatDuration(span)).toBe(text);
  });
});

describe("a size", () => {
  it.each([
    [999, "999 B"],
    [1234, "1.2 kB"],
    [999_499, "999 kB"],
    [999_999, "1 MB"],
    [34_000_000, "34 MB"],
    [1.5e12, "1.5 TB"],
  ])("is decimal: %d bytes", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
