import { env, type QuickPickItem, window } from "vscode";
import { loadLines } from "../../protocol/modelAddress.ts";
import type { ModelVersionDetail } from "../../protocol/modelEntities.ts";
import { versionName } from "./modelLabels.ts";

/** Copies the line of Python that loads a version; asks which when there are several ways. */
export async function copyLoadLine({ version, files }: ModelVersionDetail): Promise<void> {
  const lines = loadLines(version, files.description);
  const items: QuickPickItem[] = lines.map(({ line, loads }) => ({ label: line, detail: loads }));
  const title = `Load ${versionName(version)} in Python`;
  const chosen = items.length === 1 ? items[0] : await window.showQuickPick(items, { title, matchOnDetail: true });
  if (chosen === undefined) return;
  await env.clipboard.writeText(chosen.label);
  window.setStatusBarMessage("Copied the line that loads the model", 3000);
}
