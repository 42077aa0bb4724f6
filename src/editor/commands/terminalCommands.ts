import { type Disposable, window } from "vscode";
import type { RegisterCommands } from "../commandRunner.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { TerminalEnvironment } from "../terminal/terminalEnvironment.ts";

export interface TerminalCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly environment: TerminalEnvironment;
}

/** Terminals that log to Tidemark. */
export const registerTerminalCommands = ({ register, engine, environment }: TerminalCommandsDeps): Disposable =>
  register("terminal", {
    "tidemark.terminal.open": async () => {
      // A terminal that opens before the engine has an address would log elsewhere.
      await engine.start();
      window.createTerminal(engine.folder === null ? {} : { cwd: engine.folder }).show();
    },
    "tidemark.terminal.chooseAddress": () => environment.chooseAddress(),
  });
