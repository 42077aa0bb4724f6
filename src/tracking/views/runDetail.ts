import type { CodeState, RunDetail } from "../../protocol/entities.ts";
import type { Tables } from "../../store/tables.ts";
import { noteTag } from "../../store/tagTable.ts";
import { localFolder } from "../artifactPath.ts";
import { experimentOf, findRun } from "../lookup.ts";
import { goalsWith } from "../metricGoal.ts";
import { metricSummary } from "./metricSummary.ts";
import { runSummarizer } from "./runSummary.ts";

/** Everything about one run but its points and the content of its artifacts. */
export function runDetail(
  tables: Tables,
  runId: string,
  { artifactRoot, codeOf }: { readonly artifactRoot: string; readonly codeOf: (runId: string) => CodeState },
): RunDetail {
  const row = findRun(tables, runId);
  const summarize = runSummarizer(tables);
  const goalOf = goalsWith(tables.metricGoals.list());
  return {
    run: summarize(row),
    experimentName: experimentOf(tables, row).name,
    params: tables.params.list(row.id),
    tags: tables.tags.list(row.id),
    note: tables.tags.get(row.id, noteTag) ?? "",
    metrics: tables.series.list(row.id).map((series) => metricSummary(series, goalOf)),
    datasets: tables.datasets.list(row.id).map(({ name, digest, source_type, source, schema, profile, context }) => ({
      name,
      digest,
      sourceType: source_type,
      source,
      schema,
      profile,
      context,
    })),
    artifactFolder: localFolder(artifactRoot, row.artifact_uri),
    code: codeOf(runId),
    traces: tables.traces.countOfRun(runId),
    children: tables.runs.children(runId).map(summarize),
  };
}
