import type { Command } from "commander";
import type { ConnectedEngine } from "../../client/connectEngine.ts";
import { formatAge } from "../../protocol/format.ts";
import type { QuarantinedRow } from "../../protocol/ingestRequests.ts";
import { type AddCommand, type CliContext, commandOf, printJson, withEngine } from "../context.ts";
import { EndWith, exitCode, usageError } from "../exitCodes.ts";
import { table } from "../table.ts";
import { plain } from "../terminal.ts";

interface Json {
  readonly json?: boolean;
}

interface Listed extends Json {
  readonly discarded?: boolean;
}

interface Chosen extends Json {
  readonly all?: boolean;
}

/** Rows that wait, or those that were discarded and can be restored. */
type Of = "waiting" | "discarded";

/** Rows of one request of the protocol. */
const pageSize = 1000;
/** The first characters of an id tell rows apart mostly. */
const shownId = 8;

export const addQuarantine: AddCommand = (program, context) => {
  const quarantine = program.command("quarantine").description("rows that were sent to a data set and not taken");
  commandOf(quarantine, "list [dataset]")
    .description("the rows of a data set and why they were not taken; without a data set, where there are any")
    .option("--discarded", "rows that were discarded and can be restored, the latest first")
    .option("--json", "print JSON")
    .action((dataset: string | undefined, options: Listed, command: Command) =>
      dataset === undefined ? listDatasets(context, command, options) : listRows(context, command, dataset, options),
    );
  commandOf(quarantine, "show <dataset> <id>")
    .description("a row with all that is wrong about it")
    .option("--json", "print JSON")
    .action(async (dataset: string, id: string, { json }: Json, command: Command) => {
      const row = await withEngine(context, command, (engine) => chosen(engine, dataset, "waiting", id));
      if (json) printJson(context.terminal, row);
      else context.terminal.out(rowWords(row));
    });
  commandOf(quarantine, "fix <dataset> <id> <row>")
    .description("put another row (JSON) in the place of one: it is taken if it passes, or stays with its new reasons")
    .option("--json", "print JSON")
    .action((dataset: string, id: string, row: string, options: Json, command: Command) =>
      fix(context, command, { dataset, id, row }, options),
    );
  commandOf(quarantine, "replay <dataset> [ids...]")
    .description("check rows again and take those that pass")
    .option("--all", "all rows in quarantine")
    .option("--json", "print JSON")
    .action((dataset: string, ids: string[], options: Chosen, command: Command) =>
      replay(context, command, dataset, ids, options),
    );
  for (const [name, of, done, words] of [
    ["discard", "waiting", "discarded", "drop rows; the latest can be restored"],
    ["restore", "discarded", "restored", "bring discarded rows back into quarantine"],
  ] as const) {
    commandOf(quarantine, `${name} <dataset> [ids...]`)
      .description(words)
      .option("--all", "all rows")
      .option("--json", "print JSON")
      .action(async (dataset: string, ids: string[], options: Chosen, command: Command) => {
        let count = 0;
        await eachPart(context, command, { dataset, of, ids, ...options }, async (engine, part) => {
          const answer = await engine.request(`quarantine/${name}`, { dataset, ids: part });
          count += "discarded" in answer ? answer.discarded : answer.restored;
        });
        if (options.json) printJson(context.terminal, { [done]: count });
        else context.terminal.out(`${count} ${done}\n`);
      });
  }
};

async function listDatasets(context: CliContext, command: Command, { json }: Json): Promise<void> {
  const { terminal } = context;
  const all = await withEngine(context, command, (engine) => engine.request("quarantine/datasets", {}));
  const datasets = all.datasets.filter(({ rows }) => rows > 0);
  if (json) return printJson(terminal, datasets);
  if (datasets.length === 0) return terminal.error("No rows are in quarantine.\n");
  const rows = datasets.map((each) => [plain(each.dataset), String(each.rows)]);
  terminal.out(table([{ title: "DATA SET" }, { title: "ROWS", align: "right" }], rows));
}

async function listRows(context: CliContext, command: Command, dataset: string, options: Listed): Promise<void> {
  const { terminal } = context;
  const of = options.discarded ? "discarded" : "waiting";
  const rows = await withEngine(context, command, (engine) => rowsOf(engine, dataset, of));
  if (options.json) return printJson(terminal, rows);
  if (rows.length === 0) {
    const none = options.discarded ? "was discarded and can be restored" : "is in quarantine";
    return terminal.error(`No row of ${plain(dataset)} ${none}.\n`);
  }
  const now = Date.now();
  const lines = rows.map(({ id, at, reasons, row }) => [
    id.slice(0, shownId),
    formatAge(at, now),
    plain(reasons[0]?.message ?? "passes now"),
    plain(row),
  ]);
  const columns = [{ title: "ID" }, { title: "CAME" }, { title: "REASON", width: 60 }, { title: "ROW", width: 60 }];
  terminal.out(table(columns, lines));
}

const rowWords = ({ row, reasons }: QuarantinedRow): string =>
  [`${plain(row)}\n`, ...reasons.map(({ message }) => `  ${plain(message)}\n`)].join("");

async function fix(
  context: CliContext,
  command: Command,
  { dataset, id, row }: { readonly dataset: string; readonly id: string; readonly row: string },
  { json }: Json,
): Promise<void> {
  const { terminal } = context;
  const { remaining } = await withEngine(context, command, async (engine) => {
    const before = await chosen(engine, dataset, "waiting", id);
    return await engine.request("quarantine/fix", { dataset, id: before.id, row });
  });
  if (json) printJson(terminal, { remaining });
  else terminal.out(remaining === null ? "taken\n" : `still in quarantine\n${rowWords(remaining)}`);
  if (remaining !== null) throw new EndWith(exitCode.failure);
}

async function replay(
  context: CliContext,
  command: Command,
  dataset: string,
  ids: readonly string[],
  options: Chosen,
): Promise<void> {
  const { terminal } = context;
  const result = { accepted: 0, remaining: 0 };
  await eachPart(context, command, { dataset, of: "waiting", ids, ...options }, async (engine, part) => {
    const { accepted, remaining } = await engine.request("quarantine/replay", { dataset, ids: part });
    result.accepted += accepted;
    result.remaining += remaining;
  });
  if (options.json) printJson(terminal, result);
  else terminal.out(`${result.accepted} taken, ${result.remaining} still in quarantine\n`);
  if (result.remaining > 0) throw new EndWith(exitCode.failure);
}

/** Does something with the rows that were named, or all of them, some at a time. */
async function eachPart(
  context: CliContext,
  command: Command,
  {
    dataset,
    of,
    ids,
    all = false,
  }: Chosen & { readonly dataset: string; readonly of: Of; readonly ids: readonly string[] },
  work: (engine: ConnectedEngine, part: string[]) => Promise<void>,
): Promise<void> {
  if (all === ids.length > 0) throw usageError("Name rows by their ids, or say --all.");
  await withEngine(context, command, async (engine) => {
    const named = ids.map((id) => chosen(engine, dataset, of, id));
    const rows = all ? await rowsOf(engine, dataset, of) : await Promise.all(named);
    for (let at = 0; at < rows.length; at += pageSize) {
      await work(
        engine,
        rows.slice(at, at + pageSize).map(({ id }) => id),
      );
    }
  });
}

async function rowsOf(engine: ConnectedEngine, dataset: string, of: Of): Promise<QuarantinedRow[]> {
  const rows: QuarantinedRow[] = [];
  for (;;) {
    const page = await engine.request("quarantine/list", { dataset, of, offset: rows.length, limit: pageSize });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

/** The row that an id, or the beginning of one, stands for. */
async function chosen(engine: ConnectedEngine, dataset: string, of: Of, id: string): Promise<QuarantinedRow> {
  const { rows } = await engine.request("quarantine/list", { dataset, of, id, limit: 2 });
  const [found, another] = rows;
  const which = of === "waiting" ? "row in quarantine" : "discarded row";
  if (found === undefined) throw usageError(`${dataset} has no ${which} with an id that begins with ${id}.`);
  if (another !== undefined) throw usageError(`${dataset} has several rows with an id that begins with ${id}.`);
  return found;
}
