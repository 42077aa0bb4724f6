import { stopEngine } from "../../client/attachEngine.ts";
import { type AddCommand, commandOf, printJson, runningEngine, workspaceOf } from "../context.ts";

export const addStop: AddCommand = (program, context) => {
  commandOf(program, "stop")
    .description("stop the engine, after it has written everything down")
    .option("--json", "print what was done as JSON")
    .action(async (options: { json?: boolean }, command) => {
      const { terminal } = context;
      const workspace = await workspaceOf(command);
      const engine = await runningEngine(context, workspace);
      if (engine !== null) await stopEngine(engine, { reason: "Stopped by the tidemark command." });
      const pid = engine?.status.pid ?? null;
      if (options.json === true) printJson(terminal, { stopped: engine !== null, workspace, pid });
      else if (engine === null) terminal.error(`No engine serves ${workspace}.\n`);
      else terminal.error(`The engine of ${workspace} has stopped.\n`);
    });
};
