import type { Command } from "commander";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { resolveRun } from "../resolveRun.ts";
import { runReport } from "../runReport.ts";

export const addShow: AddCommand = (program, context) => {
  commandOf(program, "show <run>")
    .description("show a run: parameters, metrics, artifacts and code (its name, id, or the beginning of that)")
    .option("--json", "print JSON")
    .action(async (word: string, options: { json?: boolean }, command: Command) => {
      const { detail, entries } = await withEngine(context, command, async (engine) => {
        const { id: runId } = await resolveRun(engine, word);
        const [found, listed] = await Promise.all([
          engine.request("runs/get", { runId }),
          engine.request("artifacts/list", { runId }),
        ]);
        return { detail: found, entries: listed.entries };
      });
      const { terminal } = context;
      if (options.json === true) printJson(terminal, { ...detail, artifacts: entries });
      else terminal.out(runReport(detail, entries, Date.now(), terminal.style));
    });
};
