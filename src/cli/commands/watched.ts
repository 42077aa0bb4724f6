import type { Command } from "commander";
import { formatAge } from "../../protocol/format.ts";
import type { WatchedFile, WatchedFolder } from "../../protocol/watchRequests.ts";
import { type CliContext, commandOf, printJson, withEngine } from "../context.ts";
import { table } from "../table.ts";
import { plain } from "../terminal.ts";
import { tellWaitingRows } from "../waitingRows.ts";

/** `tidemark data watched`: what has become of the files of watched folders. */
export function addWatched(data: Command, context: CliContext): void {
  commandOf(data, "watched [dataset]")
    .description("the files of watched folders: those that wait or failed first, then the latest")
    .option("--json", "print JSON")
    .action(async (dataset: string | undefined, { json }: { readonly json?: boolean }, command: Command) => {
      const { terminal } = context;
      const { folders } = await withEngine(context, command, async (engine) => {
        await tellWaitingRows(engine, terminal);
        return await engine.request("watch/state", dataset === undefined ? {} : { dataset });
      });
      if (json) return printJson(terminal, folders);
      if (folders.length === 0) {
        const none = dataset === undefined ? "No data set declares a" : `"${plain(dataset)}" declares no`;
        return terminal.error(`${none} folder to watch (\`watch:\`) in tidemark.yaml.\n`);
      }
      terminal.out(folders.map((folder) => folderReport(folder, Date.now())).join("\n"));
    });
}

function folderReport({ dataset, paths, problem, files, ...counts }: WatchedFolder, now: number): string {
  const state = `${counts.taken} taken, ${counts.waiting} waiting, ${counts.failed} failed`;
  const head = `${plain(dataset)} watches ${plain(paths.join(", "))}: ${state}\n`;
  const told = problem === null ? "" : `  ${plain(problem)}\n`;
  if (files.length === 0) return head + told;
  const right = { align: "right" } as const;
  const columns = [
    { title: "FILE", width: 60 },
    { title: "STATE" },
    { title: "ROWS", ...right },
    { title: "QUARANTINED", ...right },
    { title: "SINCE" },
    { title: "" },
  ];
  return (
    head +
    told +
    table(
      columns,
      files.map((file) => cells(file, now)),
    )
  );
}

const cells = ({ path, state, rows, quarantined, at, message }: WatchedFile, now: number): string[] => [
  path,
  state,
  String(rows),
  String(quarantined),
  formatAge(at, now),
  message ?? "",
];
