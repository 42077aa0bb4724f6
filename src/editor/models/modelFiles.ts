import { type QuickPickItem, ThemeIcon, window } from "vscode";
import { notFound } from "../../protocol/errors.ts";
import { formatBytes } from "../../protocol/format.ts";
import type { ModelVersionDetail } from "../../protocol/modelEntities.ts";
import { fileInFolder } from "../artifacts/locateArtifact.ts";
import { openArtifact, revealArtifact } from "../artifacts/openArtifact.ts";
import { oneLine } from "../experiments/labels.ts";
import { versionName } from "./modelLabels.ts";

/** What one opens first. */
const described = ["MLmodel", "requirements.txt", "conda.yaml", "python_env.yaml"];

/** The file of a version, or its folder for an empty path. */
export async function locateModelFile({ version, files }: ModelVersionDetail, path: string): Promise<string> {
  if (files.folder === null) {
    throw notFound(`${versionName(version)} keeps its files elsewhere, not on this machine: ${files.uri}`);
  }
  return fileInFolder(files.folder, path);
}

/** Offers the version's files to open, and their folder. */
export async function showModelFiles(detail: ModelVersionDetail): Promise<void> {
  const folder = await locateModelFile(detail, "");
  const rank = (path: string): number => (described.indexOf(path) + described.length + 1) % (described.length + 1);
  const files = [...detail.files.files].sort((a, b) => rank(a.path) - rank(b.path));
  const items: (QuickPickItem & { path: string | null })[] = [
    ...files.map(({ path, size }) => ({
      label: oneLine(path),
      description: formatBytes(size),
      iconPath: new ThemeIcon("file"),
      path,
    })),
    { label: "Reveal the folder", iconPath: new ThemeIcon("folder-opened"), description: folder, path: null },
  ];
  const title = `Files of ${versionName(detail.version)}`;
  const chosen = await window.showQuickPick(items, { title });
  if (chosen === undefined) return;
  if (chosen.path === null) await revealArtifact(folder);
  else await openArtifact(await locateModelFile(detail, chosen.path));
}
