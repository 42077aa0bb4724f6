import type { Experiment, RunStatus, RunSummary } from "../../protocol/entities.ts";
import { formatAge, formatDuration, formatNumber, formatShortAge, formatStatus } from "../../protocol/format.ts";

/** A codicon and the theme colour it is drawn in. */
export interface StatusIcon {
  readonly icon: string;
  readonly color: string;
}

const icons: Readonly<Record<RunStatus, StatusIcon>> = {
  RUNNING: { icon: "sync~spin", color: "charts.blue" },
  SCHEDULED: { icon: "clock", color: "charts.yellow" },
  FINISHED: { icon: "pass", color: "testing.iconPassed" },
  FAILED: { icon: "error", color: "testing.iconFailed" },
  KILLED: { icon: "circle-slash", color: "testing.iconSkipped" },
};

export const statusIcon = (status: RunStatus): StatusIcon => icons[status];

/** Text from a script for a single line: control characters, also those that reorder text, become visible. */
export const oneLine = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "␣");

/** What is cut off stays readable elsewhere. */
export const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** A run's name; never empty. */
export const runLabel = (run: Pick<RunSummary, "id" | "name">): string =>
  oneLine(run.name).trim() === "" ? run.id.slice(0, 8) : shorten(oneLine(run.name), 200);

/** `★ 0.93 val_acc · 3m`: the value first, because a narrow side bar cuts off what comes last. */
export function runDescription(run: RunSummary, now: number): string {
  const parts: string[] = [];
  if (run.headline !== null) parts.push(`${formatNumber(run.headline.value)} ${oneLine(run.headline.key)}`);
  parts.push(formatShortAge(run.startTime, now));
  if (run.hasNote) parts.push("note");
  return `${run.starred ? "★ " : ""}${parts.join(" · ")}`;
}

/** How long a run took, or has been running. */
export const runDuration = (run: RunSummary, now: number): string =>
  formatDuration((run.endTime ?? (run.status === "RUNNING" ? now : run.lastActivity)) - run.startTime);

/** For screen readers, which read icons by these words only. */
export function runAccessibleLabel(run: RunSummary, now: number): string {
  const headline = run.headline === null ? "" : `, ${run.headline.key} ${formatNumber(run.headline.value)}`;
  const star = run.starred ? ", starred" : "";
  return `${runLabel(run)}, ${formatStatus(run.status)}${star}, started ${formatAge(run.startTime, now)}${headline}`;
}

/** `12 runs · 2 running · 1 failed`. */
export function experimentDescription(experiment: Experiment): string {
  const parts = [count(experiment.runs, "run")];
  if (experiment.running > 0) parts.push(`${experiment.running} running`);
  if (experiment.failed > 0) parts.push(`${experiment.failed} failed`);
  return parts.join(" · ");
}

/** `1 run`, `2 runs`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
