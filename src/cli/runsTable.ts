import type { Experiment, RunStatus, RunSummary } from "../protocol/entities.ts";
import { formatAge, formatDuration, formatNumber } from "../protocol/format.ts";
import { type Cell, type Column, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

const columns: readonly Column[] = [
  { title: "ID" },
  { title: "NAME", width: 36 },
  { title: "EXPERIMENT", width: 24 },
  { title: "STATUS" },
  { title: "STARTED" },
  { title: "TOOK", align: "right" },
  { title: "METRIC", width: 36 },
];

/** How much of an id is shown: enough to name a run among millions. */
export const shortId = (id: string): string => id.slice(0, 10);

/** Runs for people; ids are short enough to type and long enough to be unique. */
export function runsTable(
  runs: readonly RunSummary[],
  experiments: readonly Experiment[],
  now: number,
  style: Terminal["style"],
): string {
  const names = new Map(experiments.map(({ id, name }) => [id, name]));
  const rows = runs.map((run): Cell[] => [
    shortId(run.id),
    `${run.parentId === null ? "" : "· "}${run.name}${run.starred ? " ★" : ""}`,
    names.get(run.experimentId) ?? run.experimentId,
    statusCell(run.status, style),
    formatAge(run.startTime, now),
    formatDuration((run.endTime ?? now) - run.startTime),
    run.headline === null ? "" : `${run.headline.key} ${formatNumber(run.headline.value)}`,
  ]);
  return table(columns, rows);
}

const styles = { FINISHED: "good", FAILED: "bad", KILLED: "warning", RUNNING: "strong", SCHEDULED: "quiet" } as const;

/** A status in its colour. */
export const statusCell = (status: RunStatus, style: Terminal["style"]): Cell => ({
  text: status.toLowerCase(),
  style: (text) => style(styles[status], text),
});
