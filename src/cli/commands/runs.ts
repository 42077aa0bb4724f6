import { type Command, InvalidArgumentError } from "commander";
import type { ConnectedEngine } from "../../client/connectEngine.ts";
import { RunSort } from "../../protocol/engineContract.ts";
import type { RunSummary } from "../../protocol/entities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import { faultPlace, marked } from "../../protocol/query/faultPlace.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { chooseExperiment } from "../resolveExperiment.ts";
import { runsTable } from "../runsTable.ts";

interface RunsOptions {
  readonly experiment?: string;
  readonly filter?: string;
  readonly sort: RunSort["by"];
  readonly reverse?: boolean;
  readonly limit: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

export const addRuns: AddCommand = (program, context) => {
  commandOf(program, "runs")
    .description("list runs, the newest first")
    .option("-e, --experiment <experiment>", "only of this experiment (its name or id)")
    .option("-f, --filter <filter>", 'a query ("best(acc) > 0.9 and params.lr < 0.1"), or words of the name')
    .option("-s, --sort <key>", "start, name, status, duration, metric:KEY or param:KEY", sortKey, "start")
    .option("-r, --reverse", "the other way round")
    .option("-n, --limit <number>", "at most so many of each experiment", wholeNumber, 20)
    .option("-a, --all", "all of them")
    .option("--json", "print JSON")
    .action(async (options: RunsOptions, command: Command) => {
      const { experiments, runs, total } = await withEngine(context, command, (engine) =>
        list(engine, options).catch((error: unknown) => {
          throw withPlace(error, options.filter?.trim() ?? "");
        }),
      );
      const { terminal } = context;
      if (options.json === true) return printJson(terminal, runs);
      if (total === 0) return terminal.error("No runs. `tidemark run -- python train.py` makes one.\n");
      terminal.out(runsTable(runs, experiments, Date.now(), terminal.style));
      if (runs.length < total) terminal.error(`${runs.length} of ${total} runs. See them all with --all.\n`);
    });
};

/** With the place of what is wrong in a query marked below it. */
function withPlace(error: unknown, filter: string): unknown {
  if (!(error instanceof TidemarkError)) return error;
  const place = faultPlace(error);
  if (place === undefined) return error;
  return new TidemarkError(error.code, `${error.message}\n${marked(filter, place)}`, { cause: error });
}

async function list(engine: ConnectedEngine, options: RunsOptions) {
  const all = (await engine.request("experiments/list", {})).experiments;
  const experiments = options.experiment === undefined ? all : [chooseExperiment(all, options.experiment)];
  const pages = await Promise.all(experiments.map(({ id }) => listOf(engine, id, options)));
  const runs = pages.flatMap((page) => page.runs);
  // Sorted by anything else, each experiment's runs stay together: a metric means something within one.
  if (options.sort === "start") runs.sort((a, b) => (b.startTime - a.startTime) * (options.reverse === true ? -1 : 1));
  return { experiments, runs, total: pages.reduce((sum, { total }) => sum + total, 0) };
}

const pageSize = 1_000;

async function listOf(
  engine: ConnectedEngine,
  experimentId: string,
  options: RunsOptions,
): Promise<{ readonly runs: RunSummary[]; readonly total: number }> {
  const runs: RunSummary[] = [];
  const wanted = options.all === true ? Number.POSITIVE_INFINITY : options.limit;
  const ascending = options.sort === "name" || options.sort === "status" || options.sort.startsWith("param:");
  for (;;) {
    const page = await engine.request("runs/list", {
      experimentId,
      ...(options.filter === undefined ? {} : { filter: options.filter }),
      sort: { by: options.sort, descending: ascending === (options.reverse === true) },
      offset: runs.length,
      limit: Math.min(pageSize, wanted - runs.length),
    });
    runs.push(...page.runs);
    if (page.runs.length === 0 || runs.length >= Math.min(wanted, page.total)) return { runs, total: page.total };
  }
}

function sortKey(text: string): RunSort["by"] {
  const checked = RunSort.shape.by.safeParse(text);
  if (checked.success) return checked.data;
  throw new InvalidArgumentError("It is start, name, status, duration, metric:KEY or param:KEY.");
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("It must be a whole number above 0.");
}
