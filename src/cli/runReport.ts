import type { ArtifactEntry, CodeState, MetricPoint, RunDetail } from "../protocol/entities.ts";
import { formatAge, formatBytes, formatDuration, formatNumber } from "../protocol/format.ts";
import { shortId, statusCell } from "./runsTable.ts";
import { type Cell, table } from "./table.ts";
import { plain, type Terminal } from "./terminal.ts";

type Style = Terminal["style"];

/** All that is known of a run, for people. */
export function runReport(detail: RunDetail, artifacts: readonly ArtifactEntry[], now: number, style: Style): string {
  const { run } = detail;
  const facts: (readonly [string, Cell])[] = [
    ["experiment", detail.experimentName],
    ["status", statusCell(run.status, style)],
    ["started", `${new Date(run.startTime).toISOString()} (${formatAge(run.startTime, now)})`],
    ["took", formatDuration((run.endTime ?? now) - run.startTime)],
    ["id", run.id],
    ...(run.parentId === null ? [] : [["parent", run.parentId] as const]),
    ...codeFacts(detail.code),
    ...(detail.artifactFolder === null ? [] : [["folder", detail.artifactFolder] as const]),
  ];
  const section = (title: string, body: string): string => (body === "" ? "" : `\n${style("strong", title)}\n${body}`);
  const pairs = (rows: readonly (readonly Cell[])[]): string => table([{ title: "" }, { title: "" }], rows);
  return [
    `${style("strong", plain(run.name))}\n`,
    pairs(facts),
    section("Parameters", pairs(detail.params.map(({ key, value }) => [key, value]))),
    section("Metrics", detail.metrics.length === 0 ? "" : metricsTable(detail)),
    section("Data sets", pairs(detail.datasets.map(({ name, context }) => [name, context ?? ""]))),
    section(
      "Artifacts",
      pairs(
        artifacts.map(({ path, size }) => [size === null ? `${path}/` : path, size === null ? "" : formatBytes(size)]),
      ),
    ),
    section(
      "Nested runs",
      pairs(detail.children.map(({ id, name, status }) => [shortId(id), name, statusCell(status, style)])),
    ),
    section("Note", detail.note === "" ? "" : `${detail.note.split("\n").map(plain).join("\n")}\n`),
  ].join("");
}

function metricsTable({ metrics }: RunDetail): string {
  const columns = ["", "LAST", "STEP", "MIN", "MAX", "POINTS"].map((title, at) => ({
    title,
    align: at === 0 ? ("left" as const) : ("right" as const),
  }));
  const shown = (point: MetricPoint | null): string => (point === null ? "" : formatNumber(point.value));
  return table(
    columns,
    metrics.map(({ key, last, min, max, count }) => [
      key,
      shown(last),
      String(last.step),
      shown(min),
      shown(max),
      String(count),
    ]),
  );
}

function codeFacts(code: CodeState): (readonly [string, string])[] {
  if (code.status !== "recorded") {
    const words = {
      pending: "being recorded",
      noRepository: "not in a git repository",
      failed: code.reason ?? "unknown",
    };
    return [["code", words[code.status]]];
  }
  const commit = code.commit?.slice(0, 10) ?? "no commit yet";
  const changes = code.dirty
    ? ` with ${code.changedFiles} uncommitted change${code.changedFiles === 1 ? "" : "s"}`
    : "";
  return [
    ["code", `${commit}${code.branch === null ? "" : ` on ${code.branch}`}${changes}`],
    ...(code.snapshot === null ? [] : [["snapshot", code.snapshot] as const]),
    ...(code.skipped.length === 0
      ? []
      : [
          [
            "left out",
            code.skipped
              .map(({ path }) => path)
              .slice(0, 5)
              .join(", "),
          ] as const,
        ]),
  ];
}
