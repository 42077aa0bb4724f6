import { writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import type { CheckReport, CheckSeverity } from "../../protocol/checkEntities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import { aborted } from "../aborted.ts";
import { humanReport } from "../checkReport/human.ts";
import { junitReport } from "../checkReport/junit.ts";
import { sarifReport } from "../checkReport/sarif.ts";
import { checkExit, verdictOf } from "../checkReport/verdict.ts";
import { type AddCommand, type CliContext, commandOf, printJson, withEngine, workspaceOf } from "../context.ts";
import { EndWith, ending, exitCode, usageError } from "../exitCodes.ts";
import { shownPath } from "../shownPath.ts";

interface CheckOptions {
  readonly severity: CheckSeverity;
  readonly json?: boolean;
  readonly junit?: string;
  readonly sarif?: string;
}

const help = `
The workspace's tidemark.yaml says what data sets there are and what they promise; without names all are checked.

Exit status: 0 all passed, 1 a check failed, 2 a check (or the command) could not run.`;

export const addCheck: AddCommand = (program, context) => {
  const { terminal } = context;
  commandOf(program, "check [datasets...]")
    .description("check whether data keeps what tidemark.yaml promises")
    .addOption(
      new Option("-s, --severity <severity>", "from which severity on a failure counts for the exit status")
        .choices(["error", "warning", "information"])
        .default("error"),
    )
    .option("--json", "print JSON")
    .option("--junit <file>", "write JUnit's XML to a file, too")
    .option("--sarif <file>", "write SARIF to a file, too")
    .addHelpText("after", help)
    .action(async (datasets: string[], options: CheckOptions, command: Command) => {
      const report = await checked(context, datasets, options, command).catch((error: unknown) => {
        if (error instanceof TidemarkError && error.code === "cancelled") throw new EndWith(exitCode.signal + 2);
        const { words } = ending(error, command.optsWithGlobals().verbose === true);
        if (words !== null) terminal.error(`${words}\n`);
        throw new EndWith(checkExit.couldNotRun);
      });
      const code = checkExit[verdictOf(report, options.severity)];
      if (code !== exitCode.success) throw new EndWith(code);
    });
};

async function checked(
  context: CliContext,
  datasets: readonly string[],
  options: CheckOptions,
  command: Command,
): Promise<CheckReport> {
  using interrupt = aborted();
  const { terminal, version } = context;
  const asked = datasets.length === 0 ? {} : { datasets: [...datasets] };
  const shows = process.stderr.isTTY && options.json !== true;
  const report = await withEngine(context, command, (engine) =>
    engine.request("data/check", asked, interrupt.signal, ({ dataset, step, share }) => {
      if (shows) terminal.error(`\r\u001b[K${Math.floor(share * 100)}% ${dataset}: ${step}`);
    }),
  ).finally(() => {
    if (shows) terminal.error("\r\u001b[K");
  });
  const root = await workspaceOf(command);
  if (report.config.file === null) throw usageError(`There is no tidemark.yaml in ${root}.`);
  if (options.junit !== undefined) await writeFile(options.junit, junitReport(report, options.severity, shownPath));
  if (options.sarif !== undefined) {
    await writeFile(options.sarif, `${JSON.stringify(sarifReport(report, { version, root }), undefined, 2)}\n`);
  }
  if (options.json === true) printJson(terminal, report);
  else terminal.out(humanReport(report, { style: terminal.style, show: shownPath }));
  return report;
}
