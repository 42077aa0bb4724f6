import type { DriftMultivariate } from "../../protocol/driftEntities.ts";
import { distributionOf } from "../../statistics/drift/distribution.ts";
import { numericEvidence } from "../../statistics/drift/evidence.ts";
import { pool } from "../../statistics/drift/pooled.ts";
import { detectableArea } from "../../statistics/drift/power.ts";
import { quantiles } from "../../statistics/drift/quantiles.ts";
import { domainClassifier } from "../../statistics/multivariate/domainClassifier.ts";
import { principalComponents } from "../../statistics/multivariate/principalComponents.ts";
import type { ComparedColumn } from "./columns.ts";
import type { Both } from "./compareColumn.ts";
import { featuresOf } from "./features.ts";
import type { Hypothesis } from "./hypotheses.ts";
import { everyNth, type Sample } from "./sample.ts";

/** What all columns together say, before it is judged. */
export interface TogetherFindings {
  readonly found: Omit<DriftMultivariate, "aspects">;
  readonly hypotheses: readonly Hypothesis[];
}

const mostRows = 2000;
const mostColumns = 40;

/**
 * Looks at all columns of both samples together: by a classifier, and by the relations of the columns of numbers.
 * `pause` is waited for every few milliseconds.
 */
export async function compareTogether(
  columns: readonly ComparedColumn[],
  samples: Both<Sample>,
  pause: () => Promise<void>,
): Promise<TogetherFindings> {
  const reference = everyNth(samples.reference, mostRows);
  const current = everyNth(samples.current, mostRows);
  const classified = await byClassifier(columns, reference, current, pause);
  const related = byComponents(columns, reference, current);
  return {
    found: {
      classifier: classified?.classifier ?? null,
      components: related?.components ?? null,
      sample: { reference: reference.rows, current: current.rows },
      notes: [
        ...(classified === null ? ["There are too few rows for a classifier to tell the sides apart."] : []),
        ...(related === null ? ["There are too few rows, or columns of numbers, for principal components."] : []),
      ],
    },
    hypotheses: [...(classified?.hypotheses ?? []), ...(related?.hypotheses ?? [])],
  };
}

type Part<K extends "classifier" | "components"> = Pick<DriftMultivariate, K> & {
  readonly hypotheses: readonly Hypothesis[];
};

async function byClassifier(
  columns: readonly ComparedColumn[],
  reference: Sample,
  current: Sample,
  pause: () => Promise<void>,
): Promise<Part<"classifier"> | null> {
  const { names, features, labels } = featuresOf(columns, reference, current);
  const found = await domainClassifier(features, labels, pause);
  if (found === null) return null;
  const { auc, interval, p, shares } = found;
  const sizes = { referenceSize: reference.rows, currentSize: current.rows };
  const importance = names
    .map((column, i) => ({ column, share: shares[i] ?? 0 }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, 10);
  return {
    classifier: { auc, interval: [...interval], importance },
    hypotheses: [
      {
        of: "rows told apart",
        test: "Mann–Whitney on the scores of a classifier",
        effectName: "2 AUC − 1",
        evidence: {
          p,
          effect: Math.max(0, 2 * auc - 1),
          detectable: (demand) => 2 * detectableArea(sizes, demand) - 1,
        },
      },
    ],
  };
}

/** Half of the reference's rows give the components; the other half is compared with the current side. */
function byComponents(
  columns: readonly ComparedColumn[],
  reference: Sample,
  current: Sample,
): Part<"components"> | null {
  const used = columns
    .flatMap(({ kind, isTime }, i) => (kind === "numbers" && !isTime ? [i] : []))
    .slice(0, mostColumns);
  const medians = used.map((i) => {
    const known = distributionOf((reference.numbers.get(i) ?? new Float64Array()).filter(Number.isFinite));
    return known.size === 0 ? 0 : (quantiles(known, [0.5])[0] ?? 0);
  });
  const rows = (sample: Sample, keep: (row: number) => boolean): Float64Array[] =>
    used.map((i, k) =>
      (sample.numbers.get(i) ?? new Float64Array())
        .filter((_, row) => keep(row))
        .map((value) => (Number.isFinite(value) ? value : (medians[k] ?? 0))),
    );
  const components = principalComponents(rows(reference, (row) => row % 2 === 0));
  if (components === null || current.rows === 0) return null;
  const before = distributionOf(components.errors(rows(reference, (row) => row % 2 === 1)));
  const now = distributionOf(components.errors(rows(current, () => true)));
  const median = (errors: typeof before): number => quantiles(errors, [0.5])[0] ?? 0;
  return {
    components: {
      kept: components.kept,
      of: used.length,
      error: { reference: median(before), current: median(now) },
    },
    hypotheses: [
      {
        of: "relations of columns",
        test: "Kolmogorov–Smirnov on what principal components can't tell",
        effectName: "D",
        evidence: numericEvidence(pool(before, now)),
      },
    ],
  };
}
