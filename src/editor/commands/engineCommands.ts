import { type Disposable, env, type LogOutputChannel, type QuickPickItem, window } from "vscode";
import { environmentLines, trackingVariables } from "../../client/trackingEnvironment.ts";
import { type RegisterCommands, runCommand } from "../commandRunner.ts";
import type { CommandId } from "../commands.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { stateWords } from "../engine/engineWords.ts";

export interface EngineCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly log: LogOutputChannel;
  /** Shows the engine's own log, in the editor. */
  readonly showEngineLog: () => Promise<void>;
}

/** Starting, stopping and looking at the engine. */
export function registerEngineCommands({ register, engine, log, showEngineLog }: EngineCommandsDeps): Disposable {
  return register("engine", {
    "tidemark.engine.start": () => engine.start(),
    "tidemark.engine.restart": async () => {
      if (engine.state.kind === "connected") await engine.restart("The user restarted it.");
      else await engine.start();
    },
    "tidemark.engine.stop": async () => {
      const { state } = engine;
      const running = state.kind === "connected" ? (await engine.request("engine/status", {})).runningRuns : 0;
      if (running > 0 && !(await confirmStop(running))) return;
      await engine.stop("The user stopped it.");
    },
    "tidemark.engine.showLog": async () => {
      log.show(true);
      if (engine.folder !== null) await showEngineLog();
    },
    "tidemark.engine.showMenu": () => showMenu(engine),
    "tidemark.engine.showAddress": async () => {
      const { url } = await engine.start();
      const copy = "Copy environment lines";
      const message = `MLflow clients reach Tidemark at ${url}. Terminals of this window know it already.`;
      if ((await window.showInformationMessage(message, copy)) === copy)
        await runCommand("tidemark.engine.copyEnvironment");
    },
    "tidemark.engine.copyEnvironment": async () => {
      const { url, token } = await engine.start();
      await env.clipboard.writeText(
        environmentLines(trackingVariables({ url, token }), process.platform === "win32" ? "powershell" : "sh"),
      );
      window.setStatusBarMessage("Copied the lines for another terminal", 4000);
    },
  });
}

async function confirmStop(running: number): Promise<boolean> {
  const stop = "Stop engine";
  const message = running === 1 ? "A run is being recorded." : `${running} runs are being recorded.`;
  const detail = "Their scripts will fail to log until the engine runs again.";
  return (await window.showWarningMessage(message, { modal: true, detail }, stop)) === stop;
}

interface MenuItem extends QuickPickItem {
  readonly command: CommandId;
}

async function showMenu({ state, folder }: EngineHost): Promise<void> {
  const connected = state.kind === "connected";
  const items: MenuItem[] = [
    ...(connected
      ? ([
          { label: "$(link) Show MLflow address", command: "tidemark.engine.showAddress" },
          { label: "$(copy) Copy environment lines", command: "tidemark.engine.copyEnvironment" },
          { label: "$(terminal) Open terminal", command: "tidemark.terminal.open" },
          { label: "$(settings) Choose the address for terminals…", command: "tidemark.terminal.chooseAddress" },
          { label: "$(debug-restart) Restart engine", command: "tidemark.engine.restart" },
          { label: "$(debug-stop) Stop engine", command: "tidemark.engine.stop" },
        ] satisfies MenuItem[])
      : folder === null
        ? []
        : ([{ label: "$(debug-start) Start engine", command: "tidemark.engine.start" }] satisfies MenuItem[])),
    { label: "$(output) Show log", command: "tidemark.engine.showLog" },
    { label: "$(gear) Open settings", command: "tidemark.help.openSettings" },
    { label: "$(rocket) Get started with Tidemark", command: "tidemark.help.openWalkthrough" },
  ];
  const chosen = await window.showQuickPick(items, { title: `Tidemark: ${stateWords(state)}` });
  if (chosen !== undefined) await runCommand(chosen.command);
}
