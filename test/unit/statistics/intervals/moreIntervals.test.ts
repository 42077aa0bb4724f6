import { describe, expect, it } from "vitest";
import { usualResampling } from "../../../../src/statistics/intervals/bootstrap.ts";
import { calibrationCheck } from "../../../../src/statistics/intervals/calibrationCheck.ts";
import { delongVariance } from "../../../../src/statistics/intervals/delong.ts";
import { multiclassRocAucEstimate, rocAucInfluences } from "../../../../src/statistics/intervals/multiclassRocAuc.ts";
import { multilabelEstimates } from "../../../../src/statistics/intervals/multilabelEstimates.ts";
import { calibrationCurve } from "../../../../src/statistics/metrics/probabilities/calibration.ts";
import { twoClasses } from "../../../../src/statistics/metrics/probabilities/probabilityTable.ts";
import { placements } from "../../../../src/statistics/metrics/ranked/placements.ts";
import { generatorOf } from "../../../../src/statistics/random/generator.ts";
import { expectClose } from "../golden/close.ts";
import { expectMeasure, golden } from "../golden/metrics.ts";

const quick = { ...usualResampling, resamples: 1000 };

describe("the area over several classes", () => {
  it.each(golden.multiclass.filter(({ weights }) => weights === null))("is scikit-learn's: $name", (wanted) => {
    const table = { classes: wanted.classes, values: wanted.table };
    for (const averaging of ["macro", "weighted"] as const) {
      const found = multiclassRocAucEstimate(wanted.labels, table, averaging);
      expectMeasure(found, averaging === "macro" ? wanted.restMacro : wanted.restWeighted);
      const paired = multiclassRocAucEstimate(wanted.labels, table, averaging, "one versus one");
      expectMeasure(paired, averaging === "macro" ? wanted.oneMacro : wanted.oneWeighted);
      for (const { value, interval } of [found, paired]) {
        expect(interval?.low).toBeLessThan(value ?? Number.NaN);
        expect(interval?.high).toBeGreaterThan(value ?? Number.NaN);
      }
    }
  });

  it("has DeLong's variance for two classes", () => {
    const { labels, scores } = golden.ranked[1] ?? expect.fail();
    const found = rocAucInfluences(labels, twoClasses(scores), "macro");
    const wanted = placements(labels, scores);
    if ("reason" in found || "reason" in wanted) expect.fail("undefined");
    expectClose(
      found.influences.reduce((sum, moved) => sum + moved * moved, 0),
      delongVariance(wanted),
    );
  });

  it.each(["one versus rest", "one versus one"] as const)("has an interval that holds the truth: %s", (contrasts) => {
    let held = 0;
    for (let set = 0; set < 500; set++) {
      const { uniform } = generatorOf(set);
      const labels = Uint8Array.from({ length: 90 }, (_, i) => i % 3);
      // Each class's own score is uniform on [0.3, 1.3], the others' on [0, 1]: areas of 1 − 0.7² / 2.
      const values = Float64Array.from(
        { length: 270 },
        (_, i) => uniform() + (i % 3 === labels[Math.floor(i / 3)] ? 0.3 : 0),
      );
      const { interval } = multiclassRocAucEstimate(labels, { classes: 3, values }, "macro", contrasts);
      if (interval !== null && interval.low <= 0.755 && interval.high >= 0.755) held++;
    }
    expect(held / 500).toBeGreaterThan(0.92);
    expect(held / 500).toBeLessThan(0.98);
  });

  it("says why there is none", () => {
    const table = { classes: 3, values: Float64Array.of(0.2, 0.3, 0.5, 0.5, 0.3, 0.2) };
    const found = multiclassRocAucEstimate(Uint8Array.of(0, 2), table, "macro");
    const three = { classes: 3, values: Float64Array.of(3, 1, 2, 2, 1, 3, 1, 3, 2, 2, 1, 1) };
    expect(multiclassRocAucEstimate(Uint8Array.of(0, 0, 1, 2), three, "macro")).toMatchObject({
      interval: null,
      intervalReason: "a class has fewer than two rows",
    });
    expect(found).toMatchObject({ value: null, reason: "1 of 3 classes has no rows", interval: null });
  });
});

describe("a calibration error", () => {
  const check = (uniform: () => number, truth: (p: number) => number) => {
    const probabilities = Float64Array.from({ length: 400 }, uniform);
    const labels = Uint8Array.from(probabilities, (p) => (uniform() < truth(p) ? 1 : 0));
    const curve = calibrationCurve(labels, probabilities, "equal width", 10);
    return "reason" in curve ? expect.fail(curve.reason) : calibrationCheck(curve, quick);
  };

  it("of a calibrated model is what chance alone makes, in about 95 % of sets", () => {
    let alarms = 0;
    for (let set = 0; set < 300; set++) if (check(generatorOf(set).uniform, (p) => p).p <= 0.05) alarms++;
    expect(alarms / 300).toBeLessThan(0.09);
    expect(alarms).toBeGreaterThan(2);
  });

  it("of another is not", () => {
    const found = check(generatorOf(1).uniform, (p) => p * p);
    expect(found.p).toBeLessThan(0.01);
    expect(found.expected).toBeGreaterThan(0.01);
    expect(found.limit).toBeGreaterThan(found.expected);
  });
});

describe("estimates of several labels a row", () => {
  it("are scikit-learn's, with intervals around them", () => {
    const { labels, predictions, scores, classes, ...wanted } = golden.multilabels[0] ?? expect.fail();
    const found = multilabelEstimates({ classes, values: labels }, { classes, values: predictions }, scores, quick);
    if ("reason" in found) expect.fail(found.reason);
    expectMeasure(found.microF1, wanted.micro);
    expectMeasure(found.macroF1, wanted.macro);
    expectMeasure(found.samplesF1, wanted.samples);
    for (const one of [found.microF1, found.macroF1, found.samplesF1, found.hammingLoss, found.labelRankingPrecision]) {
      expect(one?.interval?.low).toBeLessThan(one?.value ?? Number.NaN);
      expect(one?.interval?.high).toBeGreaterThan(one?.value ?? Number.NaN);
    }
  });

  it("have none without rows, and no ranking without scores", () => {
    const none = { classes: 2, values: new Uint8Array() };
    expect(multilabelEstimates(none, none, null, quick)).toEqual({ value: null, reason: "there are no rows" });
    const one = { classes: 2, values: Uint8Array.of(1, 0, 0, 0) };
    expect(multilabelEstimates(one, one, null, quick)).toMatchObject({
      labelRankingPrecision: null,
      samplesF1: { value: 0.5, note: "1 of 2 rows, which neither have nor got a label, count 0" },
    });
  });
});
