import { type QuickPickItem, window } from "vscode";
import type { RunSummary } from "../../protocol/entities.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { oneLine, runLabel, shorten } from "../experiments/labels.ts";

interface TagItem extends QuickPickItem {
  /** Null for a new tag. */
  readonly key: string | null;
  readonly value: string;
}

/** Adds, changes and removes a run's tags, one after the other, until the user is done. */
export async function editTags(engine: EngineHost, run: RunSummary): Promise<void> {
  for (;;) {
    const { tags } = await engine.request("runs/get", { runId: run.id });
    const own = tags.filter(({ key }) => !key.startsWith("mlflow."));
    const items: TagItem[] = [
      { label: "$(add) New tag…", key: null, value: "" },
      ...own.map(({ key, value }) => ({ label: oneLine(key), description: shorten(oneLine(value), 80), key, value })),
    ];
    const chosen = await window.showQuickPick(items, { title: `Tags of ${runLabel(run)}`, matchOnDescription: true });
    if (chosen === undefined) return;
    const taken = own.map(({ key }) => key);
    const key = chosen.key ?? (await askKey(taken));
    if (key === undefined) continue;
    const value = await window.showInputBox({
      title: `Tag ${oneLine(key)}`,
      value: chosen.value,
      prompt: chosen.key === null ? "Its value" : "Its value; leave it empty to remove the tag",
    });
    if (value === undefined) continue;
    const removed = value === "" && chosen.key !== null;
    await engine.request("runs/update", { runId: run.id, tags: { [key]: removed ? null : value } });
  }
}

const askKey = (taken: readonly string[]): Thenable<string | undefined> =>
  window.showInputBox({
    title: "New tag",
    prompt: "Its name",
    validateInput(text) {
      if (text.trim() === "") return "A name is needed";
      if (text.startsWith("mlflow.")) return "Names that start with mlflow. belong to MLflow";
      return taken.includes(text) ? "There is such a tag: choose it in the list to change it" : undefined;
    },
  });
