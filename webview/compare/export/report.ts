import type { Comparison } from "../../../src/protocol/entities.ts";
import { formatDuration, formatStatus } from "../../../src/protocol/format.ts";
import type { Facet } from "../../kit/facetTable.ts";
import type { Statistic } from "../compareMemory.ts";
import { facets } from "../compareModel.ts";

/** What both readable exports say, before either's syntax. */
export interface Report {
  readonly title: string;
  readonly written: string;
  readonly metricNote: string;
  readonly runs: readonly { readonly name: string; readonly facts: readonly string[] }[];
  readonly runFacts: readonly string[];
  readonly sections: readonly { readonly title: string; readonly facets: readonly Facet[] }[];
}

export interface ReportOptions {
  readonly showAll: boolean;
  readonly statistic: Statistic;
  readonly now: number;
}

const statisticWords: Readonly<Record<Statistic, string>> = {
  best: "the best value of each run (the last one where no direction is better)",
  last: "the last value of each run",
  min: "the smallest value of each run",
  max: "the largest value of each run",
};

/** Gathers a comparison for people who do not have the editor before them. */
export function report(comparison: Comparison, options: ReportOptions): Report {
  const all = facets(comparison, options);
  const sections = (["Metrics", "Parameters", "Code", "Tags"] as const).map((title) => ({
    title,
    facets: all.filter((facet) => facet.section === title),
  }));
  return {
    title: `Comparison of ${comparison.runs.length} runs`,
    written: new Date(options.now).toISOString().slice(0, 16).replace("T", " "),
    metricNote: `Metrics show ${statisticWords[options.statistic]}${options.showAll ? "" : ". What is the same for all runs is left out"}.`,
    runFacts: ["Run id", "Experiment", "Status", "Started (UTC)", "Duration"],
    runs: comparison.runs.map((run, index) => ({
      name: run.name,
      facts: [
        run.id,
        comparison.experimentNames[index] ?? "",
        formatStatus(run.status),
        new Date(run.startTime).toISOString().slice(0, 19).replace("T", " "),
        run.endTime === null ? "" : formatDuration(run.endTime - run.startTime),
      ],
    })),
    sections: sections.filter((section) => section.facets.length > 0),
  };
}
