import { writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { type DriftBySlice, type DriftOverTime, driftSteps } from "../../protocol/driftPartEntities.ts";
import { driftCsv } from "../../protocol/driftReport/csv.ts";
import { driftHtml } from "../../protocol/driftReport/html.ts";
import { driftMarkdown } from "../../protocol/driftReport/markdown.ts";
import { type DriftParts, partsOfSlices, partsOfTime } from "../../protocol/driftReport/parts.ts";
import { driftPartsCsv } from "../../protocol/driftReport/partsCsv.ts";
import { driftPartsHtml } from "../../protocol/driftReport/partsHtml.ts";
import { driftPartsMarkdown } from "../../protocol/driftReport/partsMarkdown.ts";
import { sinceTime } from "../../protocol/since.ts";
import { aborted } from "../aborted.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { driftTable, partsTable } from "../driftReport.ts";
import { driftSides, type Window } from "../driftSides.ts";
import { EndWith, ending, usageError } from "../exitCodes.ts";

interface DriftOptions {
  readonly columns?: readonly string[];
  readonly slice?: string;
  readonly label?: string;
  readonly prediction?: string;
  readonly time?: string;
  readonly before?: Window;
  readonly now?: Window;
  readonly since?: string;
  readonly by?: string;
  readonly every?: (typeof driftSteps)[number];
  readonly significance?: number;
  readonly effect?: number;
  readonly multivariate: boolean;
  readonly format: "table" | "markdown" | "csv" | "json";
  readonly json?: boolean;
  readonly html?: string;
}

/** What the shell learns. */
const driftExit = { noDrift: 0, drift: 1, couldNotRun: 2 } as const;

const help = `
A and B are files, globs or folders, or data sets of tidemark.yaml: NAME, NAME:train or NAME:test, as they are now;
or versions: NAME:v3, NAME:latest, NAME:previous, NAME:HASH (\`tidemark data versions NAME\` lists them).
With A alone, a version is compared with what there is now, and of a data set train with test, or with
--since the rows before that time with those since.

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
    .option("--since <time>", "rows of B since a time, or for so long: 2026-02-01, 7d, 24h, 30min", sinceOf)
    .addOption(new Option("--every <window>", "compare A with each window of B, by the time").choices(driftSteps))
    .option("--by <column>", "compare the rows of each value of a column by themselves")
    .option("--significance <share>", "the false discovery rate (default: 0.05)", shareOf)
    .option("--effect <size>", "the smallest change that matters, from 0 to 1 (default: 0.1)", shareOf)
    .option("--no-multivariate", "leave out the look at all columns together")
    .addOption(new Option("--format <format>", "how").choices(["table", "markdown", "csv", "json"]).default("table"))
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
    const { time, before, every } = options;
    if (options.now !== undefined && options.since !== undefined) throw usageError("--now and --since say the same.");
    const windows = { time, before, now: options.now, since: options.since };
    const [reference, current] = driftSides(a, b, { ...windows, hasWindows: every !== undefined });
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
    const { by } = options;
    const sides = [
      ...(b === undefined ? [`of: ${a}`] : [`before: ${a}`, `now: ${b}`]),
      ...(slice === undefined ? [] : [`rows: ${slice}`]),
    ];
    if (every !== undefined && by !== undefined) throw usageError("--every and --by cut rows in two ways: say one.");
    if (every !== undefined) {
      const found = await withEngine(context, command, (engine) =>
        engine.request("data/driftOverTime", { ...question, every }, interrupt.signal),
      );
      return await printParts(found, partsOfTime(found), options, sides);
    }
    if (by !== undefined) {
      const found = await withEngine(context, command, (engine) =>
        engine.request("data/driftBySlice", { ...question, by }, interrupt.signal),
      );
      return await printParts(found, partsOfSlices(found), options, sides);
    }
    const report = await withEngine(context, command, (engine) =>
      engine.request("data/drift", question, interrupt.signal),
    );
    if (options.html !== undefined) await writeFile(options.html, driftHtml(report));
    if (options.json === true || options.format === "json") printJson(terminal, report);
    else if (options.format === "csv") terminal.out(driftCsv(report));
    else if (options.format === "markdown") terminal.out(driftMarkdown(report));
    else terminal.out(driftTable(report, terminal.style));
    // What was asked for and could not be compared must not pass.
    const isLeftOut = report.columns.length === 0 || (columns !== undefined && report.leftOut.length > 0);
    return isLeftOut && report.verdict !== "drift" ? "not compared" : report.verdict;
  }

  async function printParts(
    found: DriftOverTime | DriftBySlice,
    parts: DriftParts,
    { json, format, html }: DriftOptions,
    sides: readonly string[],
  ) {
    if (html !== undefined) await writeFile(html, driftPartsHtml(parts, sides));
    if (json === true || format === "json") printJson(terminal, found);
    else if (format === "csv") terminal.out(driftPartsCsv(found));
    else if (format === "markdown") terminal.out(driftPartsMarkdown(parts, sides));
    else terminal.out(partsTable(parts, terminal.style));
    return parts.parts.some(({ verdict }) => verdict === "drift") ? "drift" : "no drift";
  }
};

function windowOf(text: string): Window {
  const [from = "", before = "", ...more] = text.split("..");
  if (!text.includes("..") || more.length > 0 || from + before === "") {
    throw usageError(`A window of time is FROM..TO, such as 2026-01-01..2026-02-01, not "${text}".`);
  }
  return { ...(from === "" ? {} : { from }), ...(before === "" ? {} : { before }) };
}

function sinceOf(text: string): string {
  const time = sinceTime(text, Date.now());
  if (time === null) throw usageError(`"${text}" is no time: say 2026-02-01, 2026-02-01 12:00, 7d, 24h or 30min.`);
  return time;
}

function shareOf(text: string): number {
  const share = Number(text);
  if (!(share > 0 && share < 1)) throw usageError(`"${text}" is not between 0 and 1.`);
  return share;
}
