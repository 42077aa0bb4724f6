import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { driftSteps } from "../../protocol/driftEntities.ts";
import { driftHtml } from "../../protocol/driftReport/html.ts";
import { driftMarkdown } from "../../protocol/driftReport/markdown.ts";
import type { DriftSide } from "../../protocol/driftRequests.ts";
import { aborted } from "../aborted.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { driftTable, overTimeTable } from "../driftReport.ts";
import { EndWith, ending, usageError } from "../exitCodes.ts";

interface DriftOptions {
  readonly columns?: readonly string[];
  readonly slice?: string;
  readonly label?: string;
  readonly prediction?: string;
  readonly time?: string;
  readonly before?: Window;
  readonly now?: Window;
  readonly every?: (typeof driftSteps)[number];
  readonly significance?: number;
  readonly effect?: number;
  readonly multivariate: boolean;
  readonly format: "table" | "markdown" | "json";
  readonly json?: boolean;
  readonly html?: string;
}

interface Window {
  readonly from?: string;
  readonly before?: string;
}

/** What the shell learns. */
const driftExit = { noDrift: 0, drift: 1, couldNotRun: 2 } as const;

const help = `
A and B are files, globs or folders, or data sets of tidemark.yaml: NAME, NAME:train or NAME:test.
With A alone, a data set, its train part is compared with its test part.

Exit status: 0 no drift (also where there are too few rows to tell), 1 drift, 2 the comparison could not run.`;

export const addDrift: AddCommand = (program, context) => {
  const { terminal } = context;
  commandOf(program, "drift <a> [b]")
    .description("compare data: what has changed from A to B, and whether that is more than chance")
    .option("-c, --columns <names>", "compare these alone, separated by commas", (names) => names.split(","))
    .option("-s, --slice <condition>", "compare only rows that meet a condition in SQL")
    .option("--label <column>", "the column that is predicted")
    .option("--prediction <column>", "the column that holds predictions")
    .option("--time <column>", "the column of --before, --now and --every (else the data set's time)")
    .option("--before <from..to>", "rows of A from a time on, and before another; either may be left out", windowOf)
    .option("--now <from..to>", "the same for B", windowOf)
    .addOption(new Option("--every <window>", "compare A with each window of B, by the time").choices(driftSteps))
    .option("--significance <share>", "the false discovery rate (default: 0.05)", shareOf)
    .option("--effect <size>", "the smallest change that matters, from 0 to 1 (default: 0.1)", shareOf)
    .option("--no-multivariate", "leave out the look at all columns together")
    .addOption(new Option("--format <format>", "how").choices(["table", "markdown", "json"]).default("table"))
    .option("--json", "print JSON")
    .option("--html <file>", "write the report with its charts to a file, too")
    .addHelpText("after", help)
    .action(async (a: string, b: string | undefined, options: DriftOptions, command: Command) => {
      const verdict = await runDrift(a, b, options, command).catch((error: unknown) => {
        const { words } = ending(error, command.optsWithGlobals().verbose === true);
        if (words !== null) terminal.error(`${words}\n`);
        throw new EndWith(driftExit.couldNotRun);
      });
      if (verdict === "drift") throw new EndWith(driftExit.drift);
      if (verdict === "not compared") throw new EndWith(driftExit.couldNotRun);
    });

  async function runDrift(a: string, b: string | undefined, options: DriftOptions, command: Command) {
    using interrupt = aborted();
    const [reference, current] = sidesOf(a, b, options);
    const { columns, slice, label, prediction, significance, effect, multivariate } = options;
    const rule = {
      ...(significance === undefined ? {} : { significance }),
      ...(effect === undefined ? {} : { effect }),
    };
    const question = {
      reference,
      current,
      columns: columns && [...columns],
      slice,
      label,
      prediction,
      rule,
      multivariate,
    };
    const { every } = options;
    if (every !== undefined) {
      const found = await withEngine(context, command, (engine) =>
        engine.request("data/driftOverTime", { ...question, every }, interrupt.signal),
      );
      if (options.json === true) printJson(terminal, found);
      else terminal.out(overTimeTable(found, terminal.style));
      return found.windows.some(({ verdict }) => verdict === "drift") ? "drift" : "no drift";
    }
    const report = await withEngine(context, command, (engine) =>
      engine.request("data/drift", question, interrupt.signal),
    );
    if (options.html !== undefined) await writeFile(options.html, driftHtml(report));
    if (options.json === true || options.format === "json") printJson(terminal, report);
    else if (options.format === "markdown") terminal.out(driftMarkdown(report));
    else terminal.out(driftTable(report, terminal.style));
    // What was asked for and could not be compared must not pass.
    const isLeftOut = report.columns.length === 0 || (columns !== undefined && report.leftOut.length > 0);
    return isLeftOut && report.verdict !== "drift" ? "not compared" : report.verdict;
  }
};

function sidesOf(a: string, b: string | undefined, { time, before, now, every }: DriftOptions): [DriftSide, DriftSide] {
  const [first, second] = b === undefined ? [`${a}:train`, `${a}:test`] : [a, b];
  const side = (word: string, window: Window | undefined): DriftSide => ({
    ...wordOf(word),
    ...(window === undefined ? {} : { window: { ...window, ...(time === undefined ? {} : { column: time }) } }),
  });
  if (b === undefined && isPath(a))
    throw usageError(`What is ${a} compared with? Name a second file, or a data set with a split.`);
  // The windows of --every are found by the column, too.
  return [side(first, before), side(second, every === undefined ? now : (now ?? {}))];
}

/** A path or an address has a dot, a slash or a wildcard; the name of a data set has none that matters here. */
const isPath = (word: string): boolean => /[./\\*]/.test(word);

function wordOf(word: string): Pick<DriftSide, "of" | "label"> {
  const [, name, part] = /^(.*?)(?::(train|test))?$/s.exec(word) ?? [];
  if (!isPath(word) && name !== undefined) {
    return { of: { dataset: name, ...(part === "train" || part === "test" ? { part } : {}) } };
  }
  const isAddress = /^[a-z][a-z0-9+.-]+:\/\//i.test(word);
  return { of: { source: { paths: [isAddress ? word : resolve(word)] } }, label: word };
}

function windowOf(text: string): Window {
  const [from = "", before = "", ...more] = text.split("..");
  if (!text.includes("..") || more.length > 0 || from + before === "") {
    throw usageError(`A window of time is FROM..TO, such as 2026-01-01..2026-02-01, not "${text}".`);
  }
  return { ...(from === "" ? {} : { from }), ...(before === "" ? {} : { before }) };
}

function shareOf(text: string): number {
  const share = Number(text);
  if (!(share > 0 && share < 1)) throw usageError(`"${text}" is not between 0 and 1.`);
  return share;
}
