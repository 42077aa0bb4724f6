import { delimiter } from "node:path";
import { type Disposable, type ExtensionContext, window, workspace } from "vscode";
import * as z from "zod";
import { type Address, withoutSecrets } from "../../client/trackingEnvironment.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { onSetting, setting } from "../settings.ts";
import { type AddressChoice, decideEnvironment, userTrackingUri } from "./decideEnvironment.ts";

const choiceKey = "terminalAddress";
const Choice = z.object({ uri: z.string(), choice: z.enum(["tidemark", "keepAlways"]) });

export interface TerminalEnvironmentDeps {
  readonly context: Pick<ExtensionContext, "environmentVariableCollection" | "workspaceState">;
  readonly engine: EngineHost;
  /** The folder with the `tidemark` command. */
  readonly binFolder: string;
  /** Hears where scripts in terminals log to. */
  readonly onWords: (words: string) => void;
  readonly log: { error(message: string): void };
}

export interface TerminalEnvironment extends Disposable {
  /** Asks again, also when there is an answer already. */
  chooseAddress(): Promise<void>;
}

/** Gives terminals what MLflow clients need to log here, unless the user wants otherwise. */
export function createTerminalEnvironment(deps: TerminalEnvironmentDeps): TerminalEnvironment {
  const { environmentVariableCollection: variables, workspaceState } = deps.context;
  // Terminals survive a reload of the window, and the engine keeps its address: so do the variables.
  variables.persistent = true;
  let keptOnce: string | undefined;
  let asking = false;

  const kept = (): { uri: string; choice: AddressChoice } | undefined =>
    keptOnce === undefined
      ? Choice.safeParse(workspaceState.get(choiceKey)).data
      : { uri: keptOnce, choice: "keepOnce" };

  const apply = async (): Promise<void> => {
    const { state } = deps.engine;
    const address = state.kind === "connected" ? state.status : null;
    const userUri = ownAddress();
    const decision = decideEnvironment({
      enabled: setting("terminal.environment"),
      url: address?.url ?? null,
      userUri,
      choice: kept(),
    });
    if (decision.kind === "set" && address !== null) {
      setVariables(deps, address);
      deps.onWords("Scripts in terminals log here.");
    } else if (decision.kind === "leave") {
      variables.clear();
      deps.onWords(decision.why);
    } else if (decision.kind === "ask") {
      variables.clear();
      deps.onWords(`Terminals log to your own address, ${withoutSecrets(decision.uri)}, until you choose.`);
      if (address !== null) await ask(decision.uri);
    }
  };

  const ask = async (uri: string): Promise<void> => {
    if (asking) return;
    asking = true;
    try {
      const choice = await askWhere(uri);
      if (choice === undefined) return;
      keptOnce = choice === "keepOnce" ? uri : undefined;
      await workspaceState.update(choiceKey, choice === "keepOnce" ? undefined : { uri, choice });
    } finally {
      asking = false;
    }
    await apply();
  };

  const applySoon = (): void => {
    apply().catch((error: unknown) => deps.log.error(`The terminals' environment was not set: ${error}`));
  };
  const subscriptions = [
    deps.engine.onState(applySoon),
    onSetting(["terminal.environment"], applySoon),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("terminal.integrated.env")) applySoon();
    }),
  ];
  applySoon();
  return {
    async chooseAddress() {
      const uri = ownAddress();
      if (uri !== undefined) await ask(uri);
      else await window.showInformationMessage("Terminals log to Tidemark: no other MLFLOW_TRACKING_URI is set.");
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function setVariables({ context, binFolder }: TerminalEnvironmentDeps, { url, token }: Address): void {
  const { environmentVariableCollection: variables } = context;
  variables.description = "Lets MLflow in this terminal log to Tidemark, and adds the `tidemark` command.";
  variables.replace("MLFLOW_TRACKING_URI", url);
  if (token === null) variables.delete("MLFLOW_TRACKING_TOKEN");
  else variables.replace("MLFLOW_TRACKING_TOKEN", token);
  variables.replace("TIDEMARK_NODE", process.execPath);
  // A login shell may set PATH anew: shell integration puts the folder in front of that again.
  variables.prepend("PATH", `${binFolder}${delimiter}`, {
    applyAtProcessCreation: true,
    applyAtShellIntegration: true,
  });
}

function ownAddress(): string | undefined {
  const system = process.platform === "win32" ? "windows" : process.platform === "darwin" ? "osx" : "linux";
  return userTrackingUri(workspace.getConfiguration("terminal.integrated.env").get(system), process.env);
}

async function askWhere(uri: string): Promise<AddressChoice | undefined> {
  const answers: readonly (readonly [string, AddressChoice])[] = [
    ["Use Tidemark here", "tidemark"],
    ["Keep mine", "keepOnce"],
    ["Always keep", "keepAlways"],
  ];
  const message = `MLFLOW_TRACKING_URI is set to ${withoutSecrets(uri)}. Where should scripts in this window's terminals log to?`;
  const chosen = await window.showInformationMessage(message, ...answers.map(([label]) => label));
  return answers.find(([label]) => label === chosen)?.[1];
}
