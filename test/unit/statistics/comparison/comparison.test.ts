import { describe, expect, it } from "vitest";
import { compareBalancedAccuracies } from "../../../../src/statistics/comparison/balancedAccuracies.ts";
import {
  compareByConfusion,
  compareByRows,
  compareBySums,
} from "../../../../src/statistics/comparison/bootstrapped.ts";
import type { Comparison } from "../../../../src/statistics/comparison/comparison.ts";
import { compareAccuracies, type PairedRights, pairedRights } from "../../../../src/statistics/comparison/mcnemar.ts";
import { compareAveragePrecisions, compareMulticlassRocAucs } from "../../../../src/statistics/comparison/rankings.ts";
import { compareRocAucs } from "../../../../src/statistics/comparison/rocAucs.ts";
import { usualResampling } from "../../../../src/statistics/intervals/bootstrap.ts";
import { averageScoresOf } from "../../../../src/statistics/metrics/classification/classScores.ts";
import type { Margins } from "../../../../src/statistics/metrics/classification/confusionMatrix.ts";
import type { Undefined } from "../../../../src/statistics/metrics/measure.ts";
import { averagePrecisionByWeights } from "../../../../src/statistics/metrics/ranked/resampledPrecision.ts";
import { generatorOf } from "../../../../src/statistics/random/generator.ts";
import { expectClose } from "../golden/close.ts";
import { uniforms } from "../golden/generator.ts";
import { golden } from "../golden/metrics.ts";

const quick = { ...usualResampling, resamples: 1000 };
const rightsOf = (onlyFirst: number, onlySecond: number, both = 100, neither = 10): PairedRights => ({
  both,
  onlyFirst,
  onlySecond,
  neither,
});

function known(found: Comparison | Undefined | null): Comparison {
  if (found === null || "reason" in found) expect.fail(found?.reason ?? "nothing");
  return found;
}

describe("McNemar's test", () => {
  it.each(golden.mcnemars)(
    "of $onlyFirst against $onlySecond rows agrees with SciPy",
    ({ onlyFirst, onlySecond, p }) => {
      const found = known(compareAccuracies(rightsOf(onlyFirst, onlySecond)));
      expectClose(found.p ?? undefined, p);
      expect(found.test).toMatch(
        onlyFirst + onlySecond < 25 ? /exact binomial$/ : /chi-squared with continuity correction$/,
      );
    },
  );

  it("counts who is right about each row, and compares the accuracies", () => {
    const rights = pairedRights(Uint8Array.of(1, 1, 0, 0, 1), Uint8Array.of(1, 0, 1, 0, 0));
    expect(rights).toEqual({ both: 1, onlyFirst: 2, onlySecond: 1, neither: 1 });
    expect(compareAccuracies(rights)).toMatchObject({ first: 0.6, second: 0.4, difference: -0.2, rows: 5, p: 1 });
    expect(compareAccuracies(rightsOf(0, 0, 0, 0))).toBeNull();
  });

  it("gives an interval with a width where the models never disagree", () => {
    const { interval } = known(compareAccuracies(rightsOf(0, 0, 20, 0)));
    expect(interval?.low).toBeLessThan(-0.05);
    expect(interval?.high).toBeGreaterThan(0.05);
  });
});

describe("DeLong's test", () => {
  it.each(golden.pairedAucs)(
    "agrees with its definition in case %#",
    ({ labels, firstScores, secondScores, ...wanted }) => {
      const found = known(compareRocAucs(labels, firstScores, secondScores));
      expectClose(found.first, wanted.first);
      expectClose(found.second, wanted.second);
      expectClose(found.interval?.low, wanted.interval[0], 1e-9, 1e-12);
      expectClose(found.interval?.high, wanted.interval[1], 1e-9, 1e-12);
      expectClose(found.p ?? undefined, wanted.p);
    },
  );

  it("can't tell where both rank all rows alike, or a class has one row", () => {
    const scores = Float64Array.of(1, 2, 3, 4);
    const same = compareRocAucs(Uint8Array.of(0, 1, 0, 1), scores, scores);
    expect(same).toMatchObject({ difference: 0, interval: null, p: 1 });
    expect(compareRocAucs(Uint8Array.of(0, 0, 0, 1), scores, scores.toReversed())).toMatchObject({
      interval: null,
      intervalReason: "a class has fewer than two rows",
      p: null,
    });
    expect(compareRocAucs(Uint8Array.of(1, 1, 1, 1), scores, scores)).toEqual({
      value: null,
      reason: "no row is negative",
    });
  });
});

describe("the paired bootstrap", () => {
  it("is surer of a difference than of either figure, as the models err on the same rows", () => {
    const size = 400;
    const [hard, noise] = [uniforms(1, size), uniforms(2, size)];
    const second = hard.map((error, i) => error + 0.02 * (noise[i] ?? 0));
    const mean = ([sum = 0]: Float64Array, rows: number): number => sum / rows;
    const found = known(compareBySums([hard], [second], mean, quick));
    expectClose(found.difference, noise.reduce((sum, x) => sum + x, 0) * (0.02 / size), 1e-9);
    expect(found.interval?.low).toBeGreaterThan(0.009);
    expect(found.interval?.high).toBeLessThan(0.011);
    expect(found).toMatchObject({ test: "paired bootstrap", rows: size });
  });

  it("compares figures of the confusion matrix, such as macro F1", () => {
    const { labels, predictions, classes } = golden.classification[2] ?? expect.fail();
    const other = labels.map((label, row) => (row % 3 === 0 ? label : (predictions[row] ?? 0)));
    const f1 = (margins: Margins): number => averageScoresOf(margins, "macro").f1.value ?? Number.NaN;
    const found = known(compareByConfusion(labels, predictions, other, classes, f1, quick));
    expect(found.interval?.low).toBeGreaterThan(0);
    expectClose(found.difference, found.second - found.first);
  });

  it("compares any figure of the rows, in large sets too", () => {
    for (const size of [500, 6000]) {
      const u = uniforms(5, 2 * size);
      const labels = Uint8Array.from({ length: size }, (_, i) => ((u[i] ?? 0) < 0.4 ? 1 : 0));
      const scores = Float64Array.from(labels, (label, i) => label + 2 * (u[size + i] ?? 0));
      const worse = scores.map((score, i) => score + 2 * (u[i] ?? 0));
      const by = (values: Float64Array) => averagePrecisionByWeights(labels, values);
      const found = known(compareByRows(size, by(scores), by(worse), quick));
      expect(found.interval?.high).toBeLessThan(0);
      expect(found.test).toBe(size === 500 ? "paired bootstrap" : "jackknife");
    }
  });

  it("compares matrices of many classes by groups of rows, as surely as by their cells", () => {
    const size = 20_000;
    const f1 = (margins: Margins): number => averageScoresOf(margins, "macro").f1.value ?? Number.NaN;
    const widths = [3, 40].map((classes) => {
      const { index, uniform } = generatorOf(classes);
      const labels = Uint8Array.from({ length: size }, () => index(classes));
      const guess = (): Uint8Array => labels.map((label) => (uniform() < 0.7 ? label : index(classes)));
      const found = known(compareByConfusion(labels, guess(), guess(), classes, f1, quick));
      expect(found.test).toBe(classes === 3 ? "paired bootstrap" : "jackknife");
      const share = 0.7 + 0.3 / classes;
      return ((found.interval?.high ?? 0) - (found.interval?.low ?? 0)) / Math.sqrt((2 * share * (1 - share)) / size);
    });
    // 2 · 1.96 standard errors of the difference of two accuracies, of which macro F1 has nearly the same.
    for (const width of widths) {
      expect(width).toBeGreaterThan(3.4);
      expect(width).toBeLessThan(4.5);
    }
  });

  it("compares average precisions and areas over classes, in large sets by the rows' influences", () => {
    for (const size of [600, 9000]) {
      const { uniform, index } = generatorOf(size);
      const labels = Uint8Array.from({ length: size }, () => index(3));
      const isFirst = labels.map((label) => (label === 0 ? 1 : 0));
      const scores = Float64Array.from(isFirst, (label) => label + 2 * uniform());
      const worse = scores.map((score) => score + 3 * uniform());
      const precision = known(compareAveragePrecisions(isFirst, scores, worse, quick));
      expect(precision.interval?.high).toBeLessThan(0);
      expect(precision.test).toBe(size === 600 ? "paired bootstrap" : "infinitesimal jackknife");
      const tableOf = (edge: number) => ({
        classes: 3,
        values: Float64Array.from(
          { length: 3 * size },
          (_, i) => uniform() + (i % 3 === labels[Math.floor(i / 3)] ? edge : 0),
        ),
      });
      const area = known(compareMulticlassRocAucs(labels, tableOf(0.2), tableOf(0.5), "macro"));
      expect(area).toMatchObject({ test: "DeLong's test over the classes", rows: size });
      expect(area.interval?.low).toBeGreaterThan(0);
      expectClose(area.difference, area.second - area.first);
    }
  });

  it("can't tell where no row moves the difference", () => {
    const [labels, scores] = [Uint8Array.of(0, 1, 2, 0, 1, 2), Float64Array.from({ length: 18 }, (_, i) => i % 5)];
    const table = { classes: 3, values: scores };
    expect(compareMulticlassRocAucs(labels, table, table, "macro")).toMatchObject({
      difference: 0,
      interval: null,
      p: 1,
    });
  });

  it("says why it compares nothing", () => {
    const same = Float64Array.of(1, 2, 3, 4, 5, 6);
    const alike = compareBySums([same], [same], ([sum = 0], rows) => sum / rows, quick);
    expect(alike).toMatchObject({ difference: 0, interval: null, p: 1 });
    const none = new Float64Array();
    expect(compareBySums([none], [none], () => 0, quick)).toEqual({ value: null, reason: "there are no rows" });
    expect(
      compareByRows(
        3,
        () => Number.NaN,
        () => 0,
        quick,
      ),
    ).toEqual({
      value: null,
      reason: "the figure of one of the models is undefined",
    });
  });
});

describe("balanced accuracies", () => {
  it("are compared class by class, each class counting the same", () => {
    const labels = Uint8Array.from({ length: 200 }, (_, row) => (row < 20 ? 1 : 0));
    const first = labels.map((label, row) => (row % 2 === 0 ? label : 1 - label));
    const found = known(compareBalancedAccuracies(labels, first, labels, 2));
    expect(found).toMatchObject({ first: 0.5, second: 1, difference: 0.5, rows: 200 });
    expect(found.interval?.low).toBeGreaterThan(0.3);
    expect(found.p).toBeLessThan(0.001);
    const turned = known(compareBalancedAccuracies(labels, labels, first, 2));
    expectClose(turned.interval?.high, -(found.interval?.low ?? 0), 1e-9);
    expectClose(turned.p ?? undefined, found.p ?? 0, 1e-6);
  });

  it("are not told apart where both models are right about the few rows of a class", () => {
    const labels = Uint8Array.from({ length: 100 }, (_, row) => (row < 4 ? 1 : 0));
    const found = known(compareBalancedAccuracies(labels, labels, labels.with(50, 1), 2));
    expect(found.interval?.low).toBeLessThan(-0.1);
    expect(found.interval?.high).toBeGreaterThan(0);
    expect(compareBalancedAccuracies(new Uint8Array(), new Uint8Array(), new Uint8Array(), 2)).toMatchObject({
      reason: "there are no rows",
    });
  });
});

describe("models that are equally good", () => {
  /** The share of simulated pairs that a comparison at 5 % tells apart. */
  const alarms = (sets: number, compare: (uniform: () => number) => Comparison): number => {
    let found = 0;
    for (let set = 0; set < sets; set++) {
      const { interval, p } = compare(generatorOf(1000 + set).uniform);
      if (interval !== null && (interval.low > 0 || interval.high < 0) && (p ?? 1) <= 0.05) found++;
    }
    return found / sets;
  };

  it.each([60, 600])("are seldom told apart by McNemar's test, %i rows", (size) => {
    const share = alarms(1000, (uniform) => {
      const right = (): Uint8Array => Uint8Array.from({ length: size }, () => (uniform() < 0.8 ? 1 : 0));
      return known(compareAccuracies(pairedRights(right(), right())));
    });
    expect(share).toBeLessThan(0.06);
    expect(share).toBeGreaterThan(0.005);
  });

  it("are told apart by DeLong's test one time in twenty", () => {
    const share = alarms(1000, (uniform) => {
      const labels = Uint8Array.from({ length: 80 }, (_, i) => i % 2);
      const scores = (): Float64Array => Float64Array.from(labels, (label) => uniform() + 0.4 * label);
      return known(compareRocAucs(labels, scores(), scores()));
    });
    expect(share).toBeLessThan(0.075);
    expect(share).toBeGreaterThan(0.025);
  });

  it("are told apart by the paired bootstrap one time in twenty", () => {
    const share = alarms(150, (uniform) => {
      const losses = (): Float64Array => Float64Array.from({ length: 60 }, () => -Math.log(1 - uniform()));
      return known(compareBySums([losses()], [losses()], ([sum = 0], rows) => sum / rows, quick));
    });
    expect(share).toBeLessThan(0.1);
    expect(share).toBeGreaterThan(0.01);
  });
});
