import type { DatasetVersionDetail, VersionLineage } from "../protocol/datasetEntities.ts";
import { formatAge, formatBytes, formatNumber } from "../protocol/format.ts";
import type { ColumnProfile } from "../protocol/profileEntities.ts";
import { table } from "./table.ts";
import { plain } from "./terminal.ts";

/** All that is known of a version, for people. @param now in Unix milliseconds */
export function versionReport(
  { version, kept, profile, check, lineage, runs }: DatasetVersionDetail,
  now: number,
): string {
  const { dataset, number, hash, files, fileCount, bytes, rows, commit, firstSeen, lastSeen } = version;
  const more = fileCount > files.length ? [`  … and ${fileCount - files.length} more`] : [];
  const lines = [
    `${plain(dataset)} v${number}`,
    `  hash    ${hash}`,
    `  size    ${formatBytes(bytes)}${rows === null ? "" : `, ${rows} rows`}`,
    `  seen    first ${formatAge(firstSeen, now)}, last ${formatAge(lastSeen, now)}`,
    ...(commit === null ? [] : [`  code    ${commit}`]),
    `  copy    ${kept === null ? "none is kept" : plain(kept.paths.join(", "))}`,
    ...files.map(({ path, size }) => `  file    ${plain(path)} (${formatBytes(size)})`),
    ...more,
    ...(lineage === null ? [] : madeFrom(lineage)),
  ];
  const failing = check?.outcomes.filter(({ state }) => state === "failed" || state === "couldNotRun") ?? [];
  const judged =
    check === null
      ? ["", "It was not checked."]
      : [
          "",
          `${check.counts.passed} checks passed, ${check.counts.failed} failed, ${check.counts.couldNotRun} could not run.`,
        ];
  const failures = failing.map(({ id, message }) => `  ${plain(id)}: ${plain(message)}`);
  const columns = profile === null ? [] : ["", ...columnTable(profile.columns).trimEnd().split("\n")];
  const used =
    runs.length === 0 ? ["", "No run is known to have used it."] : ["", ...runTable(runs, now).trimEnd().split("\n")];
  return `${[...lines, ...judged, ...failures, ...columns, ...used].join("\n")}\n`;
}

const madeFrom = ({ feature, model, inputs }: VersionLineage): string[] => [
  model === undefined
    ? `  made by the feature ${plain(feature)} from`
    : `  answers of ${plain(feature)} (${model.slice(0, 12)}) on`,
  ...inputs.map(({ name, content }) => `          ${plain(name)} ${content.slice(0, 12)}`),
];

const columnTable = (columns: readonly ColumnProfile[]): string =>
  table(
    [
      { title: "COLUMN", width: 30 },
      { title: "TYPE", width: 20 },
      { title: "NULLS", align: "right" },
      { title: "DISTINCT", align: "right" },
      { title: "MEAN", align: "right" },
    ],
    columns.map(({ name, type, nulls, distinct, numbers }) => [
      plain(name),
      plain(type.toLowerCase()),
      String(nulls),
      `${distinct.exact ? "" : "~"}${distinct.value}`,
      numbers?.mean === null || numbers === null ? "" : formatNumber(numbers.mean, 5),
    ]),
  );

const runTable = (runs: DatasetVersionDetail["runs"], now: number): string =>
  table(
    [{ title: "RUN", width: 40 }, { title: "USED FOR" }, { title: "KNOWN" }, { title: "CODE" }, { title: "STARTED" }],
    runs.map(({ run, use, commit }) => [
      plain(run.name),
      plain(use.context ?? ""),
      { logged: "logged", config: "by tidemark.yaml", hand: "by hand" }[use.how],
      commit?.slice(0, 8) ?? "",
      formatAge(run.startTime, now),
    ]),
  );
