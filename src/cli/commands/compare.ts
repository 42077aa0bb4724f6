import { type Command, Option } from "commander";
import { compareCsv, compareMarkdown, compareTable } from "../compareReport.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { usageError } from "../exitCodes.ts";
import { resolveRuns } from "../resolveRun.ts";

interface CompareOptions {
  readonly format: "table" | "markdown" | "csv" | "json";
  readonly json?: boolean;
}

const mostRuns = 50;

export const addCompare: AddCommand = (program, context) => {
  commandOf(program, "compare <runs...>")
    .description("compare runs: what differs first, the best marked")
    .addOption(new Option("--format <format>", "how").choices(["table", "markdown", "csv", "json"]).default("table"))
    .option("--json", "print JSON")
    .action(async (words: string[], { format, json }: CompareOptions, command: Command) => {
      if (words.length < 2 || words.length > mostRuns) throw usageError(`Name 2 to ${mostRuns} runs.`);
      const comparison = await withEngine(context, command, async (engine) => {
        const runs = await resolveRuns(engine, words);
        return engine.request("runs/compare", { runIds: runs.map(({ id }) => id) });
      });
      const { terminal } = context;
      if (json === true || format === "json") printJson(terminal, comparison);
      else if (format === "markdown") terminal.out(compareMarkdown(comparison));
      else if (format === "csv") terminal.out(compareCsv(comparison));
      else terminal.out(compareTable(comparison, terminal.style));
    });
};
