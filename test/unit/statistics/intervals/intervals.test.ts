import { describe, expect, it } from "vitest";
import { bootstrap, usualResampling } from "../../../../src/statistics/intervals/bootstrap.ts";
import { bootstrapInterval } from "../../../../src/statistics/intervals/bootstrapInterval.ts";
import { confusionEstimates } from "../../../../src/statistics/intervals/confusionEstimates.ts";
import { delongVariance, rocAucEstimate } from "../../../../src/statistics/intervals/delong.ts";
import type { Estimate, Interval, IntervalOrReason } from "../../../../src/statistics/intervals/interval.ts";
import { meanEstimate } from "../../../../src/statistics/intervals/meanEstimate.ts";
import { bootstrapSums } from "../../../../src/statistics/intervals/rowSums.ts";
import { scoreEstimates } from "../../../../src/statistics/intervals/scoreEstimates.ts";
import { wilsonOfF1 } from "../../../../src/statistics/intervals/wilson.ts";
import { confusionMatrix } from "../../../../src/statistics/metrics/classification/confusionMatrix.ts";
import type { Labels } from "../../../../src/statistics/metrics/columns.ts";
import { averagePrecision } from "../../../../src/statistics/metrics/ranked/averagePrecision.ts";
import { placements } from "../../../../src/statistics/metrics/ranked/placements.ts";
import { rankedCounts } from "../../../../src/statistics/metrics/ranked/rankedCounts.ts";
import { generatorOf } from "../../../../src/statistics/random/generator.ts";
import { expectClose } from "../golden/close.ts";
import { uniforms } from "../golden/generator.ts";
import { golden } from "../golden/metrics.ts";

const quick = { ...usualResampling, resamples: 1000 };

function rocAucOf(labels: Labels, scores: Float64Array): Estimate {
  const counts = rankedCounts(labels, scores);
  if ("reason" in counts) expect.fail(counts.reason);
  return rocAucEstimate(counts, 0.95);
}
const intervalOf = (found: IntervalOrReason): Interval =>
  found.interval ?? expect.fail(found.interval === null ? found.intervalReason : "");
const holds = ({ low, high }: Interval, truth: number): boolean => low <= truth && truth <= high;

describe("bootstrap intervals", () => {
  it.each(golden.bcaIntervals)(
    "correct resamples as SciPy does, but for the widening for few rows: $kind",
    ({ kind, x, y, draws, interval }) => {
      const mean = (values: Float64Array, weights: Float64Array): number =>
        values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) / weights.reduce((sum, w) => sum + w, 0);
      const figures = {
        mean: (weights: Float64Array) => mean(x, weights),
        root: (weights: Float64Array) =>
          Math.sqrt(
            mean(
              x.map((value) => value * value),
              weights,
            ),
          ),
        ratio: (weights: Float64Array) => mean(x, weights) / mean(y, weights),
      };
      const [own] = bootstrap(new Float64Array(x.length).fill(1), (weights) => [figures[kind](weights)], quick);
      if (own === undefined) expect.fail();
      const found = intervalOf(
        bootstrapInterval({ ...own, draws: draws.toSorted(), rows: Number.POSITIVE_INFINITY }, 0.95),
      );
      expectClose(found.low, interval[0]);
      expectClose(found.high, interval[1]);
      expect(found).toMatchObject({ method: "BCa bootstrap", resamples: 1000 });
    },
  );

  it("are the same for the same seed", () => {
    const column = uniforms(4, 100);
    const once = (): unknown => bootstrapSums({ columns: [column], figures: ([sum = 0]) => [sum] }, quick);
    expect(once()).toEqual(once());
  });

  it("refuse fewer than 1,000 resamples", () => {
    expect(() => bootstrap(Float64Array.of(1), () => [0], { ...quick, resamples: 999 })).toThrow(RangeError);
  });

  it("say why there is none: no spread, or a figure that many resamples lack", () => {
    const [constant] = bootstrap(new Float64Array(6).fill(1), () => [1], quick);
    expect(constant && bootstrapInterval(constant, 0.95).interval).toBeNull();
    const [lost] = bootstrap(new Float64Array(6).fill(1), (weights) => [weights[0] ? weights[0] : Number.NaN], quick);
    expect(lost && bootstrapInterval(lost, 0.95)).toMatchObject({
      interval: null,
      intervalReason: expect.stringMatching(/^too few rows: the figure is undefined in \d+ of 1000 resamples$/),
    });
  });

  it("of a mean are those of theory, from rows and from groups of rows alike", () => {
    for (const size of [3000, 200_000]) {
      const column = uniforms(size, size);
      const [one] = bootstrapSums({ columns: [column], figures: ([sum = 0], rows) => [sum / rows] }, quick);
      const { low, high } = intervalOf(bootstrapInterval(one ?? expect.fail(), 0.95));
      const width = (2 * 1.96) / Math.sqrt(12 * size);
      expect((high - low) / width).toBeGreaterThan(0.9);
      expect((high - low) / width).toBeLessThan(1.1);
    }
  });
});

describe("the area below the ROC curve", () => {
  it.each(golden.pairedAucs)("has DeLong's variance in case %#", ({ labels, firstScores, first, variance }) => {
    const found = placements(labels, firstScores);
    if ("reason" in found) expect.fail(found.reason);
    expectClose(delongVariance(found), variance);
    expectClose(rocAucOf(labels, firstScores).value ?? undefined, first);
  });

  it("has an interval with a width where the scores are perfect", () => {
    const found = rocAucOf(Uint8Array.of(0, 0, 0, 0, 1, 1, 1), Float64Array.of(1, 2, 3, 4, 5, 6, 7));
    const { low, high, method } = intervalOf(found);
    expect(method).toBe("Newcombe, method 5");
    expect(high).toBe(1);
    expect(low).toBeGreaterThan(0.4);
    expect(low).toBeLessThan(0.85);
  });

  it("has none for a class with one row, and says why", () => {
    const found = rocAucOf(Uint8Array.of(1, 0, 0), Float64Array.of(3, 2, 1));
    expect(found).toEqual({ value: 1, rows: 3, interval: null, intervalReason: "a class has fewer than two rows" });
    expect(rocAucOf(Uint8Array.of(1, 1), Float64Array.of(3, 2))).toEqual({
      value: null,
      reason: "no row is negative",
      rows: 2,
      interval: null,
      intervalReason: "no row is negative",
    });
  });
});

describe("estimates of a confusion matrix", () => {
  it("have Wilson's intervals for shares and the bootstrap's for the rest", () => {
    const { labels, predictions, classes } = golden.classification[2] ?? expect.fail();
    const found = confusionEstimates(confusionMatrix(labels, predictions, classes), quick);
    expect(found.accuracy).toMatchObject({ rows: 200, interval: { method: "Wilson", confidence: 0.95 } });
    expect(found.perClass[0]?.recall).toMatchObject({ interval: { method: "Wilson" } });
    expect(found.perClass.reduce((sum, { recall }) => sum + recall.rows, 0)).toBe(200);
    expect(found.balancedAccuracy.interval?.method).toBe("Zou and Donner, from Wilson's of the recall of each class");
    for (const one of [found.matthewsCorrelation, found.macro.f1, found.weighted.precision]) {
      const interval = intervalOf(one);
      expect(interval).toMatchObject({ method: "BCa bootstrap", resamples: 1000 });
      expect(holds(interval, one.value ?? Number.NaN)).toBe(true);
    }
  });

  it("do not claim certainty where every row is right", () => {
    const labels = Uint8Array.of(0, 1, 0, 1, 1, 0);
    const found = confusionEstimates(confusionMatrix(labels, labels, 2), quick);
    expect(found.accuracy.interval?.low).toBeLessThan(0.7);
    expect(found.perClass[1]?.f1.interval?.low).toBeLessThan(0.7);
    expect(found.macro.f1).toMatchObject({ value: 1, interval: null });
  });

  it("of many classes have intervals by groups of rows, as wide as those of theory", () => {
    const [classes, size] = [80, 30_000];
    const { index, uniform } = generatorOf(5);
    const labels = Uint8Array.from({ length: size }, () => index(classes));
    const predictions = labels.map((label) => (uniform() < 0.6 ? label : index(classes)));
    const found = confusionEstimates(confusionMatrix(labels, predictions, classes), quick).matthewsCorrelation;
    const { low, high, method } = intervalOf(found);
    expect(method).toBe("jackknife leaving out each of 200 groups of rows");
    const width = 2 * 1.96 * Math.sqrt((0.605 * 0.395) / size);
    expect((high - low) / width).toBeGreaterThan(0.85);
    expect((high - low) / width).toBeLessThan(1.15);
  });

  it("have no interval for weighted rows, and say why", () => {
    const { labels, predictions, classes, weights } = golden.classification[3] ?? expect.fail();
    const found = confusionEstimates(confusionMatrix(labels, predictions, classes, weights), quick);
    expect(found.accuracy).toMatchObject({ interval: null, intervalReason: "the rows are weighted" });
    expect(found.macro.f1).toMatchObject({ interval: null, intervalReason: "the rows are weighted" });
    // Ten times the weight is not ten times the rows.
    const tenfold = confusionMatrix(labels, predictions, classes, new Float64Array(labels.length).fill(10));
    expect(confusionEstimates(tenfold, quick).accuracy).toMatchObject({ rows: 200, interval: null });
  });
});

describe("average precision", () => {
  it("has the same interval from resamples of rows and, in a large set, from their influences", () => {
    const widths = [4000, 40_000].map((size) => {
      const u = uniforms(size, 2 * size);
      const labels = Uint8Array.from({ length: size }, (_, i) => ((u[i] ?? 0) < 0.3 ? 1 : 0));
      const scores = Float64Array.from(labels, (label, i) => (u[size + i] ?? 0) + 0.4 * label);
      const found = scoreEstimates(labels, scores, quick).averagePrecision;
      expect(found.value).toBe(averagePrecision(labels, scores).value);
      const { low, high } = intervalOf(found);
      return (high - low) * Math.sqrt(size);
    });
    expect((widths[0] ?? 0) / (widths[1] ?? 1)).toBeGreaterThan(0.8);
    expect((widths[0] ?? 0) / (widths[1] ?? 1)).toBeLessThan(1.25);
  });
});

/** Of simulated sets, the share whose interval holds the truth. */
function coverage(
  sets: number,
  truth: number,
  interval: (generator: () => number, set: number) => IntervalOrReason,
): number {
  let held = 0;
  for (let set = 0; set < sets; set++)
    if (holds(intervalOf(interval(generatorOf(set + 1).uniform, set)), truth)) held++;
  return held / sets;
}

describe("95 % intervals hold the truth", () => {
  // Three standard errors of 250 sets are 4 %.
  const about95 = (share: number): void => {
    expect(share).toBeGreaterThan(0.905);
    expect(share).toBeLessThan(0.99);
  };

  it("of F1, by Wilson", () => {
    // Precision 0.8 and recall 0.7 of a class with half the rows.
    about95(
      coverage(1000, (2 * 0.7 * 0.8) / 1.5, (uniform) => {
        let [right, wrong] = [0, 0];
        for (let row = 0; row < 80; row++) {
          const isPositive = uniform() < 0.5;
          const isCalled = uniform() < (isPositive ? 0.7 : 0.175);
          if (isPositive && isCalled) right++;
          else if (isPositive || isCalled) wrong++;
        }
        return wilsonOfF1(right, wrong);
      }),
    );
  });

  it.each([
    [0.2, 30],
    [1, 30],
    [1, 200],
  ])("of the ROC area of normal scores %f apart, %i rows", (shift, size) => {
    const normal = (uniform: () => number): number =>
      Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const truth = shift === 1 ? 0.7602499389 : 0.556231458;
    about95(
      coverage(1000, truth, (uniform) => {
        const labels = Uint8Array.from({ length: size }, (_, i) => i % 2);
        return rocAucOf(
          labels,
          Float64Array.from(labels, (label) => normal(uniform) + shift * label),
        );
      }),
    );
  });

  it("of a skewed mean, by the BCa bootstrap", () => {
    const size = 60;
    about95(
      coverage(250, 1, (uniform) => {
        const losses = Float64Array.from({ length: size }, () => -Math.log(1 - uniform()));
        const [one] = bootstrapSums({ columns: [losses], figures: ([sum = 0], rows) => [sum / rows] }, quick);
        return bootstrapInterval(one ?? expect.fail(), 0.95);
      }),
    );
  });

  it("of balanced accuracy, also where a class is so rare that all its rows can be right", () => {
    about95(
      coverage(150, 0.95, (uniform) => {
        const labels = Uint8Array.from({ length: 100 }, (_, row) => (row < 10 ? 1 : 0));
        const predictions = labels.map((label) => (uniform() < 0.95 ? label : 1 - label));
        return confusionEstimates(confusionMatrix(labels, predictions, 2), quick).balancedAccuracy;
      }),
    );
  });

  it("of macro F1, by the bootstrap over the matrix", () => {
    about95(
      coverage(150, 0.7, (uniform) => {
        const labels = Uint8Array.from({ length: 120 }, (_, row) => row % 3);
        const predictions = labels.map((label) => (uniform() < 0.7 ? label : (label + (uniform() < 0.5 ? 1 : 2)) % 3));
        return confusionEstimates(confusionMatrix(labels, predictions, 3), quick).macro.f1;
      }),
    );
  });
});

it("the mean of very many rows has the normal interval, which is the bootstrap's", () => {
  const values = Float64Array.from({ length: 100_000 }, (_, i) => -Math.log(((i * 7919) % 100_000) / 100_000 + 1e-5));
  const many = meanEstimate(values, null, usualResampling, "log losses");
  const fewer = meanEstimate(values.subarray(0, 99_999), null, usualResampling, "log losses");
  expect(many.interval?.method).toBe("normal, of many rows");
  expect(fewer.interval?.method).toContain("bootstrap");
  expect(many.interval?.low).toBeCloseTo(fewer.interval?.low ?? Number.NaN, 3);
  expect(many.interval?.high).toBeCloseTo(fewer.interval?.high ?? Number.NaN, 3);
});
