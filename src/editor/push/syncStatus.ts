import { type Disposable, StatusBarAlignment, ThemeColor, window } from "vscode";
import type { SyncState } from "../../protocol/push.ts";
import { syncWords } from "../../protocol/pushWords.ts";
import { runCommand } from "../commandRunner.ts";
import { setContext } from "../contextKeys.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { oneLine } from "../experiments/labels.ts";
import type { Remotes } from "./remotes.ts";
import { syncBarText } from "./syncBarText.ts";

/** Shows how experiments that are kept pushed fare, and gives the engine the credentials that it does not remember. */
export function createSyncStatus(
  engine: EngineHost,
  remotes: Remotes,
  log: { warn(message: string): void },
): Disposable {
  const item = window.createStatusBarItem("tidemark.sync", StatusBarAlignment.Left, -1);
  item.name = "Tidemark sync";
  item.command = "tidemark.sync.show";
  /** Servers that were given what is kept for them, or whose wish was shown. */
  const answered = new Set<string>();
  const draw = (syncs: readonly SyncState[]): void => {
    const bar = syncBarText(syncs);
    void setContext("tidemark.syncing", bar !== null);
    if (bar === null) {
      item.hide();
      return;
    }
    item.text = bar.text;
    item.accessibilityInformation = { label: bar.label, role: "button" };
    item.backgroundColor = bar.isWarning ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    item.tooltip = syncs.map((sync) => `${sync.remote}: ${oneLine(syncWords(sync, Date.now()))}`).join("\n");
    item.show();
  };
  const answer = async ({ experimentId, remote: url }: SyncState): Promise<void> => {
    if (answered.has(url)) return;
    answered.add(url);
    const remote = await remotes.open(url);
    const taken = remote.credentials !== undefined && (await isTaken(engine, experimentId, remote));
    if (taken) return void answered.delete(url);
    const signIn = "Sign in";
    const message = `Tidemark: ${url} wants credentials before it takes more of what is kept pushed there.`;
    if ((await window.showWarningMessage(message, signIn)) === signIn) await runCommand("tidemark.sync.show");
  };
  const onSyncs = (syncs: readonly SyncState[]): void => {
    draw(syncs);
    for (const sync of syncs) {
      if (sync.state === "current") answered.delete(sync.remote);
      if (sync.state !== "unauthenticated") continue;
      answer(sync).catch((error: unknown) => log.warn(`Credentials could not be handed over: ${error}`));
    }
  };
  const ask = async (): Promise<void> => onSyncs((await engine.request("sync/list", {})).syncs);
  const subscriptions = [
    engine.on("sync", ({ syncs }) => onSyncs(syncs)),
    engine.onState(({ kind }) => {
      if (kind !== "connected") return item.hide();
      ask().catch((error: unknown) => log.warn(`What is kept pushed could not be read: ${error}`));
    }),
  ];
  return {
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      item.dispose();
    },
  };
}

async function isTaken(
  engine: EngineHost,
  experimentId: string,
  remote: Awaited<ReturnType<Remotes["open"]>>,
): Promise<boolean> {
  try {
    await engine.request("sync/set", { experimentId, remote });
    return true;
  } catch {
    return false; // Whatever it was: the user is told that credentials are wanted.
  }
}
