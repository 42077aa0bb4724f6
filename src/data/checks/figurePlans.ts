import type { ColumnCheck } from "../../config/checks/check.ts";
import { distinctFigure, numberLiteral } from "./columnPlans.ts";
import type { Lens } from "./lens.ts";
import { leftOut } from "./orderPlans.ts";
import { couldNotRun, type Verdict } from "./outcome.ts";
import { countOf, finding, numberOf, type Plan } from "./plan.ts";
import { type Bounds, boundsWords, counted, figure, isWithin, percent } from "./words.ts";

type Of<Kind extends ColumnCheck["kind"]> = Extract<ColumnCheck, { kind: Kind }>;

/** Judges one figure by its bounds. */
export function boundsVerdict(name: string, value: number, bounds: Bounds, write = figure, note = ""): Verdict {
  const passes = isWithin(value, bounds);
  const should = passes ? "" : ` It should be ${boundsWords(bounds, write)}.`;
  return { state: passes ? "passed" : "failed", message: `The ${name} is ${write(value)}.${should}${note}` };
}

const aggregates = {
  mean: (value: string) => `avg(${value})`,
  median: (value: string) => `quantile_cont(${value}, 0.5)`,
  stdev: (value: string) => `stddev_samp(${value})`,
  sum: (value: string) => `sum(${value})`,
} as const;

const names = { mean: "mean", median: "median", stdev: "standard deviation", sum: "sum" } as const;

/** Figures of the column's numbers, and how many values aren't any. */
function numberFigures(lens: Lens, figures: (value: string) => readonly string[]): readonly string[] {
  // A whole number is added up as one, without loss.
  const { value, reads } = lens.as("number");
  return [`count(*) FILTER (WHERE ${lens.id} IS NOT NULL AND NOT ${reads})`, `count(${value})`, ...figures(value)];
}

/** Why there is no figure; undefined when there is one. */
function lack(lens: Lens, unread: number, values: number): string | undefined {
  if (unread > 0 && lens.type === undefined) {
    return `${counted(unread, "value")} can't be read as ${unread === 1 ? "a number" : "numbers"}: declare the column's "type", so that they are told.`;
  }
  return values === 0 ? "There are no numbers in the column." : undefined;
}

export function statisticPlan(check: Of<"mean" | "median" | "stdev" | "sum">, lens: Lens): Plan {
  const { kind, options } = check;
  return {
    figures: numberFigures(lens, (value) => [aggregates[kind](value)]),
    judge: ([unread, values, result]) => {
      const reason = lack(lens, countOf(unread), countOf(values));
      if (reason !== undefined) return finding(couldNotRun(reason));
      const value = numberOf(result);
      if (value === null) return finding(couldNotRun(`One value alone has no ${names[kind]}.`));
      return finding(boundsVerdict(names[kind], value, options, figure, leftOut(countOf(unread))));
    },
  };
}

export function quantilesPlan(check: Of<"quantiles">, lens: Lens): Plan {
  const bounds = check.options.value;
  const list = bounds.map(({ quantile }) => numberLiteral(quantile));
  return {
    figures: numberFigures(lens, (value) => list.map((quantile) => `quantile_cont(${value}, ${quantile})`)),
    judge: ([unread, values, ...results]) => {
      const reason = lack(lens, countOf(unread), countOf(values));
      if (reason !== undefined) return finding(couldNotRun(reason));
      const verdicts = bounds.map(({ quantile, min, max }, at) =>
        boundsVerdict(`${percent(quantile)} quantile`, numberOf(results[at]) ?? Number.NaN, { min, max }),
      );
      const failed = verdicts.filter(({ state }) => state === "failed");
      return finding({
        state: failed.length > 0 ? "failed" : "passed",
        message:
          (failed.length > 0 ? failed : verdicts).map(({ message }) => message).join(" ") + leftOut(countOf(unread)),
        failing: failed.length,
        rows: verdicts.length,
      });
    },
  };
}

export const distinctPlan = (check: Of<"distinct">, lens: Lens): Plan => ({
  figures: [distinctFigure(lens)],
  judge: ([distinct]) => finding(boundsVerdict("number of distinct values", countOf(distinct), check.options)),
});

export const uniqueRatioPlan = (check: Of<"unique_ratio">, lens: Lens): Plan => ({
  figures: [`count(${lens.id})`, distinctFigure(lens)],
  judge: ([values, distinct]) =>
    countOf(values) === 0
      ? finding(couldNotRun("There are no values in the column."))
      : finding(boundsVerdict("part of distinct values", countOf(distinct) / countOf(values), check.options, percent)),
});
