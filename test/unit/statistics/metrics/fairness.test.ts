import { describe, expect, it } from "vitest";
import { usualResampling } from "../../../../src/statistics/intervals/bootstrap.ts";
import { type Fairness, fairness } from "../../../../src/statistics/metrics/fairness.ts";
import { expectClose } from "../golden/close.ts";

const quick = { ...usualResampling, resamples: 1000 };

/** Groups by their true positives, false negatives, false positives and true negatives. */
function fairnessOf(...groups: readonly (readonly [number, number, number, number])[]): Fairness {
  const rows = groups.flatMap((counts, group) =>
    counts.flatMap((count, kind) =>
      Array.from({ length: count }, () => ({ group, label: kind < 2 ? 1 : 0, prediction: kind % 2 === 0 ? 1 : 0 })),
    ),
  );
  const found = fairness(
    Uint8Array.from(rows, ({ group }) => group),
    groups.length,
    Uint8Array.from(rows, ({ label }) => label),
    Uint8Array.from(rows, ({ prediction }) => prediction),
    quick,
  );
  if ("reason" in found) expect.fail(found.reason);
  return found;
}

describe("fairness over groups", () => {
  it("compares selection and error rates, each group with its size", () => {
    const found = fairnessOf([30, 10, 10, 50], [20, 20, 5, 155]);
    expect(found.groups.map(({ rows }) => rows)).toEqual([100, 200]);
    expect(found.groups[0]).toMatchObject({
      selection: { value: 0.4, rows: 100, interval: { method: "Wilson" } },
      truePositives: { value: 0.75, rows: 40 },
      falsePositives: { value: 1 / 6, rows: 60 },
    });
    expectClose(found.parityDifference.value ?? undefined, 0.4 - 0.125);
    expectClose(found.parityRatio.value ?? undefined, 0.125 / 0.4);
    expectClose(found.oddsDifference.value ?? undefined, 0.25);
    expect(found.parityRatio).toMatchObject({ rows: 300, interval: { method: "BCa bootstrap", resamples: 1000 } });
  });

  it("holds the four-fifths rule for broken or kept only where the interval leaves no doubt", () => {
    expect(fairnessOf([300, 100, 100, 500], [100, 100, 25, 775]).fourFifths).toBe("broken");
    expect(fairnessOf([3000, 1000, 1000, 5000], [2900, 1000, 1000, 5000]).fourFifths).toBe("kept");
    expect(fairnessOf([14, 10, 4, 22], [11, 10, 4, 25]).fourFifths).toBe("can't tell");
  });

  it("does not compare groups that are too small, and says so", () => {
    const found = fairnessOf([30, 10, 10, 50], [20, 20, 5, 155], [3, 0, 0, 0]);
    expect(found.groups[2]).toMatchObject({
      rows: 3,
      isTooSmall: true,
      falsePositives: { reason: "the group has no negative rows" },
    });
    expectClose(found.parityDifference.value ?? undefined, 0.4 - 0.125);
    const alone = fairnessOf([30, 10, 10, 50], [3, 0, 0, 0]);
    const reason = "fewer than two groups have at least 30 rows";
    expect(alone.parityRatio).toMatchObject({ value: null, reason, interval: null });
    expect(alone.fourFifths).toBe("can't tell");
  });

  it("says why a figure is undefined", () => {
    const never = fairnessOf([0, 20, 0, 20], [0, 20, 0, 30]);
    expect(never.parityDifference.value).toBe(0);
    expect(never.parityRatio).toMatchObject({ reason: "no row of any group is predicted positive" });
    const onlyNegative = fairnessOf([10, 20, 10, 20], [0, 0, 10, 30]);
    expect(onlyNegative.oddsDifference).toMatchObject({ reason: "a group has no positive or no negative rows" });
    const none = new Uint8Array();
    expect(fairness(none, 2, none, none, quick)).toEqual({ value: null, reason: "there are no rows" });
  });
});
