import type { Command } from "commander";
import { ensureEngine } from "../../client/ensureEngine.ts";
import type { Check } from "../checks/check.ts";
import { checkEngine } from "../checks/engineChecks.ts";
import {
  checkEnvironment,
  checkGit,
  checkInfoFile,
  checkNode,
  checkPython,
  checkWorkspace,
} from "../checks/machineChecks.ts";
import { type AddCommand, type CliContext, commandOf, printJson, workspaceOf } from "../context.ts";
import { EndWith, exitCode } from "../exitCodes.ts";
import { plain, type Terminal } from "../terminal.ts";

export const addDoctor: AddCommand = (program, context) => {
  commandOf(program, "doctor")
    .description("check that everything Tidemark needs is there, and say what to do where it is not")
    .option("--json", "print JSON")
    .action(async (options: { json?: boolean }, command: Command) => {
      const checks = await examine(context, await workspaceOf(command));
      if (options.json === true) printJson(context.terminal, checks);
      else context.terminal.out(checks.map((check) => lines(check, context.terminal.style)).join(""));
      if (checks.some(({ result }) => result === "fail")) throw new EndWith(exitCode.failure);
    });
};

async function examine(context: CliContext, workspace: string): Promise<readonly Check[]> {
  const writable = await checkWorkspace(workspace);
  const connect = () => ensureEngine({ ...context, client: "doctor", workspace });
  const engine = await checkEngine(connect, context.version);
  const [git, python, info] = await Promise.all([checkGit(), checkPython(workspace), checkInfoFile(workspace)]);
  return [
    checkNode(process.versions.node),
    git,
    writable,
    ...engine.checks,
    ...(info === null ? [] : [info]),
    ...python,
    checkEnvironment(process.env, engine.url),
  ];
}

const marks = { ok: "ok  ", warn: "warn", fail: "FAIL" } as const;
const styles = { ok: "good", warn: "warning", fail: "bad" } as const;

function lines({ name, result, found, advice }: Check, style: Terminal["style"]): string {
  const first = `${style(styles[result], marks[result])}  ${name}: ${plain(found)}\n`;
  return advice === null ? first : `${first}      ${advice}\n`;
}
