import type { Command } from "commander";
import type { CheckCounts, DatasetVersion } from "../../protocol/datasetEntities.ts";
import { formatAge, formatBytes } from "../../protocol/format.ts";
import { type AddCommand, type CliContext, commandOf, printJson, withEngine } from "../context.ts";
import { versionReport } from "../dataReport.ts";
import { resolveRun } from "../resolveRun.ts";
import { table } from "../table.ts";
import { plain } from "../terminal.ts";
import { tellWaitingRows } from "../waitingRows.ts";
import { addWatched } from "./watched.ts";

interface Json {
  readonly json?: boolean;
}

const help = `
A data set is one that tidemark.yaml declares, or a file's path from the workspace's folder.
A version is its number (3 or v3), the beginning of its hash, latest or previous.`;

export const addData: AddCommand = (program, context) => {
  const data = program.command("data").description("versions of data sets, and the runs that used them");
  data.addHelpText("after", help);
  commandOf(data, "list")
    .description("data sets, their latest version and what checking it came to")
    .option("--json", "print JSON")
    .action((options: Json, command: Command) => list(context, command, options));
  commandOf(data, "versions <dataset>")
    .description("the versions of a data set, the one seen last first")
    .option("--json", "print JSON")
    .action((dataset: string, options: Json, command: Command) => versions(context, command, dataset, options));
  commandOf(data, "show <dataset> [version]")
    .description("a version: its files, result, columns, what it was made from and the runs that used it")
    .option("--json", "print JSON")
    .action(async (dataset: string, version = "latest", { json }: Json, command: Command) => {
      const detail = await withEngine(context, command, (engine) =>
        engine.request("datasets/version", { dataset, version }),
      );
      if (json) printJson(context.terminal, detail);
      else context.terminal.out(versionReport(detail, Date.now()));
    });
  commandOf(data, "record <dataset>")
    .description("note what a data set holds now, with its profile")
    .option("--json", "print JSON")
    .action(async (dataset: string, { json }: Json, command: Command) => {
      const version = await withEngine(context, command, (engine) =>
        engine.request("datasets/record", { dataset, profile: true }),
      );
      if (json) printJson(context.terminal, version);
      else context.terminal.out(`${plain(version.dataset)} v${version.number} ${shortHash(version)}\n`);
    });
  addWatched(data, context);
  for (const [name, words] of [
    ["link", "say that a run used a version"],
    ["unlink", "take back that a run used a version; what its script logged stays"],
  ] as const) {
    commandOf(data, `${name} <run> <dataset> [version]`)
      .description(words)
      .action(async (run: string, dataset: string, version = "latest", _: unknown, command: Command) => {
        await withEngine(context, command, async (engine) => {
          const { id: runId } = await resolveRun(engine, run);
          await engine.request(`datasets/${name}`, { runId, dataset, version });
        });
      });
  }
};

const shortHash = ({ hash }: DatasetVersion): string => hash.slice(0, 12);

async function list(context: CliContext, command: Command, { json }: Json): Promise<void> {
  const { terminal } = context;
  const { datasets } = await withEngine(context, command, async (engine) => {
    await tellWaitingRows(engine, terminal);
    return await engine.request("datasets/list", {});
  });
  if (json) return printJson(terminal, datasets);
  if (datasets.length === 0) {
    return terminal.error(
      "No version of any data set is known yet: `tidemark check` or `tidemark data record` notes them.\n",
    );
  }
  const rows = datasets.map(({ name, versions: count, runs, latest, lastCheck }) => [
    plain(name),
    latest === null ? "" : `v${latest.number}`,
    String(count),
    latest?.rows === null || latest === null ? "" : String(latest.rows),
    latest === null ? "" : formatBytes(latest.bytes),
    result(lastCheck?.counts ?? null),
    String(runs),
    latest === null ? "" : formatAge(latest.lastSeen, Date.now()),
  ]);
  const right = { align: "right" } as const;
  terminal.out(
    table(
      [
        { title: "DATA SET", width: 40 },
        { title: "LATEST" },
        { title: "VERSIONS", ...right },
        { title: "ROWS", ...right },
        { title: "SIZE", ...right },
        { title: "CHECKS" },
        { title: "RUNS", ...right },
        { title: "SEEN" },
      ],
      rows,
    ),
  );
}

async function versions(context: CliContext, command: Command, dataset: string, { json }: Json): Promise<void> {
  const { terminal } = context;
  const found = await withEngine(context, command, (engine) =>
    engine.request("datasets/versions", { dataset, limit: 200 }),
  );
  if (json) return printJson(terminal, found);
  const rows = found.versions.map((version) => [
    `v${version.number}`,
    shortHash(version),
    version.rows === null ? "" : String(version.rows),
    formatBytes(version.bytes),
    result(version.counts),
    String(version.runs),
    version.commit?.slice(0, 8) ?? "",
    formatAge(version.lastSeen, Date.now()),
  ]);
  const right = { align: "right" } as const;
  terminal.out(
    table(
      [
        { title: "VERSION" },
        { title: "HASH" },
        { title: "ROWS", ...right },
        { title: "SIZE", ...right },
        { title: "CHECKS" },
        { title: "RUNS", ...right },
        { title: "CODE" },
        { title: "SEEN" },
      ],
      rows,
    ),
  );
  if (found.total > found.versions.length) terminal.error(`… and ${found.total - found.versions.length} older ones.\n`);
}

/** What checking came to, in a few words. */
function result(counts: CheckCounts | null): string {
  if (counts === null) return "not checked";
  const parts = [
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.couldNotRun > 0 ? [`${counts.couldNotRun} could not run`] : []),
  ];
  return parts.length > 0 ? parts.join(", ") : `${counts.passed} passed`;
}
