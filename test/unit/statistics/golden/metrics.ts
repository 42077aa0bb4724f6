import { readFileSync } from "node:fs";
import { expect } from "vitest";
import * as z from "zod";
import type { Weights } from "../../../../src/statistics/metrics/columns.ts";
import type { Measure } from "../../../../src/statistics/metrics/measure.ts";
import { expectClose } from "./close.ts";

/** What metrics.py has written. */
const numbers = z.array(z.number()).transform((all) => Float64Array.from(all));
const labels = z.array(z.number()).transform((all) => Uint32Array.from(all));
const weights = numbers.nullable().transform((all): Weights => all);
const figure = z.number().nullable();
const figures = z.array(figure);
const calibration = z.object({ bins: z.number(), observed: figures, predicted: figures });

const schema = z.object({
  classification: z.array(
    z.object({
      name: z.string(),
      labels,
      predictions: labels,
      weights,
      classes: z.number(),
      confusion: numbers,
      accuracy: figure,
      balancedAccuracy: figure,
      matthewsCorrelation: figure,
      perClass: z.array(figures),
      macro: figures,
      micro: figures,
      weighted: figures,
    }),
  ),
  ranked: z.array(
    z.object({
      name: z.string(),
      labels,
      scores: numbers,
      weights,
      logLoss: figure,
      brier: figure,
      uniform: calibration,
      quantile: calibration,
      averagePrecision: figure,
      auc: figure,
      roc: z.array(figures).nullable(),
      precisionRecall: z.array(figures).nullable(),
    }),
  ),
  regressions: z.array(
    z.object({
      name: z.string(),
      labels: numbers,
      predictions: numbers,
      weights,
      meanError: figure,
      meanAbsoluteError: figure,
      rootMeanSquaredError: figure,
      meanAbsolutePercentageError: figure,
      r2: figure,
      medianAbsoluteError: figure,
      maxError: figure,
    }),
  ),
  multilabels: z.array(
    z.object({
      labels: z.array(z.number()).transform((all) => Uint8Array.from(all)),
      predictions: z.array(z.number()).transform((all) => Uint8Array.from(all)),
      scores: numbers,
      classes: z.number(),
      micro: figure,
      macro: figure,
      samples: figure,
      hamming: figure,
      subset: figure,
      ranking: figure,
    }),
  ),
  queries: z.array(
    z.object({
      k: z.number(),
      relevance: numbers,
      scores: numbers,
      ndcgAtK: z.number(),
      averagePrecision: z.number(),
      precisionAtK: figure,
      recallAtK: figure,
      hitAtK: figure,
      reciprocalRank: figure,
    }),
  ),
  similarities: z.array(
    z.object({
      width: z.number(),
      first: numbers,
      second: numbers,
      gold: numbers,
      labels,
      cosine: numbers,
      pearson: figure,
      spearman: figure,
      bestAccuracy: z.number(),
    }),
  ),
  pairedAucs: z.array(
    z.object({
      labels,
      firstScores: numbers,
      secondScores: numbers,
      first: z.number(),
      second: z.number(),
      variance: z.number(),
      interval: z.tuple([z.number(), z.number()]),
      p: z.number(),
    }),
  ),
  mcnemars: z.array(z.object({ onlyFirst: z.number(), onlySecond: z.number(), p: z.number() })),
  studentQuantiles: z.array(z.tuple([z.number(), z.number(), z.number()])),
  bcaIntervals: z.array(
    z.object({
      kind: z.enum(["mean", "root", "ratio"]),
      x: numbers,
      y: numbers,
      draws: numbers,
      interval: z.tuple([z.number(), z.number()]),
    }),
  ),
  multiclass: z.array(
    z.object({
      name: z.string(),
      labels,
      classes: z.number(),
      table: numbers,
      weights,
      restMacro: figure,
      restWeighted: figure,
      oneMacro: figure,
      oneWeighted: figure,
      precisionMacro: figure,
      precisionWeighted: figure,
      logLoss: figure,
      brier: figure,
    }),
  ),
});

export const golden = schema.parse(JSON.parse(readFileSync(new URL("metrics.json", import.meta.url), "utf8")));

/** Expects scikit-learn's number; null stands for one that it does not give. */
export function expectMeasure(found: Measure, wanted: number | null | undefined): void {
  if (wanted === null || wanted === undefined || found.value === null)
    expect.soft([found.value]).toEqual([wanted ?? null]);
  else expectClose(found.value, wanted, 1e-9, 1e-12);
}
