import { describe, expect, it } from "vitest";
import { outcomeOf } from "./checking.ts";

/** The values that a check fails. */
const failures = async (values: readonly string[], checks: string): Promise<(string | null)[]> => {
  const { state, places } = await outcomeOf(values, checks);
  expect(["passed", "failed"]).toContain(state);
  return places.map(({ value }) => value);
};

describe("type", () => {
  it("reads whole numbers, and nothing that would have to be rounded", async () => {
    const values = ["1", " 2", "+3", "-4", "007", "99999999999999999999999", "1.5", "1.0", "1e3", "1_000", "0x10", "x"];
    expect(await failures(values, "type: integer")).toEqual(["1.5", "1.0", "1e3", "1_000", "0x10", "x"]);
  });

  it("reads numbers with a point, NaN and infinities included", async () => {
    const values = ["1", "1.5", ".5", "-1e-3", "NaN", "inf", "-Infinity", "1,5", "1_000", "one"];
    expect(await failures(values, "type: number")).toEqual(["1,5", "1_000", "one"]);
  });

  it("says that a comma isn't read as the decimal point", async () => {
    const { message } = await outcomeOf(["1,5", "2", "1,234"], "type: number");
    expect(message).toContain("2 values with a decimal comma: a point is read.");
  });

  it("leaves open what a comma before three digits means, unless another value tells", async () => {
    const hintOf = async (...values: string[]) => (await outcomeOf(values, "type: number")).message;
    expect(await hintOf("1,234", "-12,500", "7")).toContain(
      "2 values with a comma before three digits: it may separate thousands or be a decimal comma. Neither is read",
    );
    for (const other of ["0,250", "1234,567", "1,2345"]) {
      expect(await hintOf("1,234", other)).toContain("2 values with a decimal comma");
    }
  });

  it("reads dates of the calendar in ISO 8601", async () => {
    const values = [
      "2026-01-31",
      "2024-02-29",
      "2026-02-29",
      "2026-1-3",
      "31.01.2026",
      "2026/01/31",
      "infinity",
      "today",
    ];
    expect(await failures(values, "type: date")).toEqual(values.slice(2));
  });

  it("reads dates as the declared format has them", async () => {
    const values = ["31.01.2026", "29.02.2026", "2026-01-31"];
    const checks = 'type: {value: date, format: "%d.%m.%Y"}';
    expect(await failures(values, checks)).toEqual(["29.02.2026", "2026-01-31"]);
  });

  it("reads times of day and dates with time, with and without an offset", async () => {
    const stamps = [
      "2026-01-31T12:00:00Z",
      "2026-01-31 12:00:00.5+02:00",
      "2026-01-31",
      "2026-01-31 23:59:59",
      "2026-02-30 23:59:59",
      "2026-01-31T25:00:00",
      "infinity",
      "12:00",
    ];
    const failing = ["2026-02-30 23:59:59", "2026-01-31T25:00:00", "infinity", "12:00"];
    expect(await failures(stamps, "type: timestamp")).toEqual(failing);
    expect(await failures(["12:00", "23:59:59.5", "24:61:00", "noon"], "type: time")).toEqual(["24:61:00", "noon"]);
  });

  it("reads the usual spellings of true and false", async () => {
    const values = ["true", "False", "T", "no", "Y", "1", "0", "2", "on", "wahr"];
    expect(await failures(values, "type: boolean")).toEqual(["2", "on", "wahr"]);
  });

  it("reads UUIDs and JSON", async () => {
    const uuids = ["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc999c0b4ef8bb6d6bb9bd380a11"];
    expect(await failures(uuids, "type: uuid")).toEqual([uuids[1]]);
    expect(await failures(['{"a": 1}', "[1", "null"], "type: json")).toEqual(["[1"]);
  });
});

describe("min and max", () => {
  it("compare numbers, and let none pass that can't be compared", async () => {
    expect(await failures(["1", "2.5", "-1", "NaN", "x"], "min: 0")).toEqual(["-1", "NaN", "x"]);
  });

  it("leave to the type what it tells", async () => {
    expect(await outcomeOf(["1", "x", "-1"], "type: integer, min: 0")).toMatchObject({ failing: 1, rows: 2 });
  });

  it("count or leave out the bound itself", async () => {
    expect(await failures(["1", "2"], "max: 2")).toEqual([]);
    expect(await failures(["1", "2"], "max: {value: 2, exclusive: true}")).toEqual(["2"]);
  });

  it("compare times whatever their offset, and dates with times", async () => {
    const values = ["2026-01-31T01:00:00+02:00", "2026-01-31T00:00:00Z", "2026-02-01"];
    expect(await failures(values, 'min: "2026-01-31"')).toEqual([values[0]]);
  });

  it("tell whole numbers of 64 bits and more apart from their bound", async () => {
    expect(await failures(["9007199254740991", "9223372036854775808"], "max: 9007199254740991")).toEqual([
      "9223372036854775808",
    ]);
  });
});

describe("nulls", () => {
  it("are what is empty, unless the source says otherwise", async () => {
    expect(await outcomeOf(["1", "", '""'], "nulls: false")).toMatchObject({ failing: 1, rows: 3 });
  });

  it("pass all other checks", async () => {
    for (const checks of ["type: integer", "min: 0", "unique: true", 'pattern: "^x"', "values: [1]", "min_length: 3"]) {
      expect(await outcomeOf(["", "", ""], checks), checks).toMatchObject({ state: "passed", failing: 0, rows: 0 });
    }
  });
});

describe("tolerate", () => {
  it("lets exactly the named part of the values fail that the check looks at", async () => {
    const values = [...Array.from({ length: 29 }, () => "-1"), ...Array.from({ length: 71 }, () => "1"), "", ""];
    const of = (tolerate: string) => outcomeOf(values, `min: {value: 0, tolerate: ${tolerate}}`);
    expect(await of("0.29")).toMatchObject({ state: "passed", failing: 29, rows: 100, tolerated: 29 });
    expect(await of("28.9%")).toMatchObject({ state: "failed", failing: 29, rows: 100, tolerated: 28 });
  });
});

describe("unique", () => {
  it("tells numbers apart by what they are, and texts by how they are written", async () => {
    expect(await failures(["1", "01", "1.5", "2", "x", "x"], "type: integer, unique: true")).toEqual(["01", "x"]);
    expect(await failures(["1", "01", "a", "A", "a"], "unique: true")).toEqual(["a"]);
  });
});

describe("texts", () => {
  it("are measured in code points", async () => {
    expect(await failures(["😀😀", "abc"], "max_length: 2")).toEqual(["abc"]);
  });

  it("match a pattern anywhere, unless it is anchored", async () => {
    expect(await failures(["xay", "b"], "pattern: a")).toEqual(["b"]);
    expect(await failures(["a", "a\n", "xa"], 'pattern: "^a$"')).toEqual(["a\n", "xa"]);
  });

  it("are told when they only look alike", async () => {
    expect(await failures(["Café", "cafe", "Café", "bar"], "spelling_variants: false")).toEqual(["cafe"]);
    expect(await failures([" a", "b\u00a0", "c d"], "surrounding_space: false")).toEqual([" a", "b\u00a0"]);
    expect(await failures(["a\u200bb", "a\u00a0b", "\ufffd", "é"], "special_characters: false")).toEqual([
      "a\u200bb",
      "a\u00a0b",
      "\ufffd",
    ]);
    expect(await failures(["NA", "n/a", "nano", "-"], "null_spellings: false")).toEqual(["NA", "n/a", "-"]);
  });
});

describe("order", () => {
  it("is looked at value by value, nulls left out", async () => {
    expect(await failures(["1", "", "3", "2", "2", "10"], "monotonic: increasing")).toEqual(["2"]);
    const strict = "monotonic: {value: increasing, strict: true}";
    expect(await failures(["1", "3", "2", "2", "10"], strict)).toEqual(["2", "2"]);
    expect(await failures(["0.1", "0.2", "0.3", "0.5"], "sequential: 0.1")).toEqual(["0.5"]);
  });
});

describe("figures", () => {
  it("are judged by their bounds", async () => {
    const values = ["1", "2", "3", "4"];
    expect(await outcomeOf(values, "mean: {min: 2.5, max: 2.5}")).toMatchObject({ state: "passed" });
    expect(await outcomeOf(values, "median: {max: 2}")).toMatchObject({
      state: "failed",
      message: "The median is 2.5. It should be at most 2.",
    });
    expect(await outcomeOf(values, "quantiles: {25%: {min: 1.75, max: 1.75}}")).toMatchObject({ state: "passed" });
    expect(await outcomeOf(["1", "1", "2", ""], "distinct: 2")).toMatchObject({ state: "passed" });
    expect(await outcomeOf(["1", "1", "2", ""], "unique_ratio: {max: 0.6}")).toMatchObject({ state: "failed" });
  });

  it("of something that is no number could not be told, rather than left out", async () => {
    expect(await outcomeOf(["1", "x"], "mean: {min: 0}")).toMatchObject({ state: "couldNotRun" });
    expect(await outcomeOf(["", ""], "mean: {min: 0}")).toMatchObject({ state: "couldNotRun" });
    expect(await outcomeOf(["1", "NaN"], "mean: {min: 0}")).toMatchObject({ state: "failed" });
  });
});
