import { type RunSummary, toMetricValue } from "../../protocol/entities.ts";
import type { RunRow } from "../../store/runTable.ts";
import type { Tables } from "../../store/tables.ts";
import { chooseHeadline } from "../headline.ts";
import { experimentOf } from "../lookup.ts";

/**
 * Makes summaries of runs, looking up what they share only once.
 * @param headlineKey the metric to show beside each name; without it each experiment's most telling one
 */
export function runSummarizer(tables: Tables, headlineKey?: string): (row: RunRow) => RunSummary {
  const experiments = new Map<number, { readonly id: string; readonly headline: string | undefined }>();
  const lookUp = (row: RunRow) => {
    const known = experiments.get(row.experiment);
    if (known !== undefined) return known;
    const metrics = tables.keys.list(row.experiment).filter(({ kind }) => kind === "metric");
    const found = { id: experimentOf(tables, row).experiment_id, headline: headlineKey ?? chooseHeadline(metrics) };
    experiments.set(row.experiment, found);
    return found;
  };
  return (row) => {
    const { id, headline } = lookUp(row);
    return {
      id: row.run_id,
      experimentId: id,
      name: row.name,
      status: row.status,
      lifecycle: row.lifecycle,
      startTime: row.start_time,
      endTime: row.end_time,
      lastActivity: row.last_activity,
      user: row.user === "" ? null : row.user,
      starred: row.starred === 1,
      hasNote: row.has_note === 1,
      parentId: row.parent,
      headline: headlineOf(tables, row, headline, headlineKey === undefined),
    };
  };
}

/** The metric's latest value; a run without it shows its own most telling one, where that would not mislead. */
function headlineOf(tables: Tables, row: RunRow, key: string | undefined, mayDiffer: boolean): RunSummary["headline"] {
  const series = key === undefined ? undefined : tables.series.find(row.id, key);
  if (series !== undefined) return { key: series.key, value: toMetricValue(series.summary.last.value) };
  if (!mayDiffer) return null;
  const own = chooseHeadline(tables.series.keys(row.id).map((each) => ({ key: each, runs: 1 })));
  return own === undefined ? null : headlineOf(tables, row, own, false);
}
