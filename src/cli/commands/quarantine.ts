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

interface Chosen extends Json {
  readonly all?: boolean;
}

/** Rows of one request of the protocol. */
const pageSize = 1000;
/** The first characters of an id tell rows apart mostly. */
const shownId = 8;

export const addQuarantine: AddCommand = (program, context) => {
  const quarantine = program.command("quarantine").description("rows that were sent to a data set and not taken");
  commandOf(quarantine, "list [dataset]")
    .description("the rows of a data set and why they were not taken; without a data set, where there are any")
    .option("--json", "print JSON")
    .action((dataset: string | undefined, options: Json, command: Command) =>
      dataset === undefined ? listDatasets(context, command, options) : listRows(context, command, dataset, options),
    );
  commandOf(quarantine, "show <dataset> <id>")
    .description("a row with all that is wrong about it")
    .option("--json", "print JSON")
    .action((dataset: string, id: string, options: Json, command: Command) =>
      show(context, command, dataset, id, options),
    );
  commandOf(quarantine, "replay <dataset> [ids...]")
    .description("check rows again and take those that pass")
    .option("--all", "all rows in quarantine")
    .option("--json", "print JSON")
    .action((dataset: string, ids: string[], options: Chosen, command: Command) =>
      replay(context, command, dataset, ids, options),
    );
};

async function listDatasets(context: CliContext, command: Command, { json }: Json): Promise<void> {
  const { terminal } = context;
  const { datasets } = await withEngine(context, command, (engine) => engine.request("quarantine/datasets", {}));
  if (json) return printJson(terminal, datasets);
  if (datasets.length === 0) return terminal.error("No rows are in quarantine.\n");
  const rows = datasets.map((each) => [plain(each.dataset), String(each.rows)]);
  terminal.out(table([{ title: "DATA SET" }, { title: "ROWS", align: "right" }], rows));
}

async function listRows(context: CliContext, command: Command, dataset: string, { json }: Json): Promise<void> {
  const { terminal } = context;
  const rows = await withEngine(context, command, (engine) => rowsOf(engine, dataset));
  if (json) return printJson(terminal, rows);
  if (rows.length === 0) return terminal.error(`No rows of ${plain(dataset)} are in quarantine.\n`);
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

async function show(context: CliContext, command: Command, dataset: string, id: string, { json }: Json): Promise<void> {
  const { terminal } = context;
  const rows = await withEngine(context, command, (engine) => rowsOf(engine, dataset));
  const row = chosen(rows, id, dataset);
  if (json) return printJson(terminal, row);
  terminal.out(`${plain(row.row)}\n`);
  for (const { message } of row.reasons) terminal.out(`  ${plain(message)}\n`);
}

async function replay(
  context: CliContext,
  command: Command,
  dataset: string,
  ids: readonly string[],
  { all = false, json }: Chosen,
): Promise<void> {
  if (all === ids.length > 0) throw usageError("Name rows by their ids, or say --all.");
  const { terminal } = context;
  const result = await withEngine(context, command, async (engine) => {
    const rows = await rowsOf(engine, dataset);
    const wanted = all ? rows : ids.map((id) => chosen(rows, id, dataset));
    let [accepted, remaining] = [0, 0];
    for (let at = 0; at < wanted.length; at += pageSize) {
      const part = wanted.slice(at, at + pageSize).map(({ id }) => id);
      const answer = await engine.request("quarantine/replay", { dataset, ids: part });
      accepted += answer.accepted;
      remaining += answer.remaining;
    }
    return { accepted, remaining };
  });
  if (json) printJson(terminal, result);
  else terminal.out(`${result.accepted} taken, ${result.remaining} still in quarantine\n`);
  if (result.remaining > 0) throw new EndWith(exitCode.failure);
}

async function rowsOf(engine: ConnectedEngine, dataset: string): Promise<QuarantinedRow[]> {
  const rows: QuarantinedRow[] = [];
  for (;;) {
    const page = await engine.request("quarantine/list", { dataset, offset: rows.length, limit: pageSize });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}

/** The row that an id, or the beginning of one, stands for. */
function chosen(rows: readonly QuarantinedRow[], id: string, dataset: string): QuarantinedRow {
  const [found, another] = rows.filter((row) => row.id.startsWith(id));
  if (found === undefined) throw usageError(`No row of ${dataset} in quarantine has an id that begins with ${id}.`);
  if (another !== undefined) throw usageError(`Several rows of ${dataset} have an id that begins with ${id}.`);
  return found;
}
