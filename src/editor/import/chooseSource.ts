import { type QuickPickItem, QuickPickItemKind, Uri, window } from "vscode";
import { notFound } from "../../protocol/errors.ts";
import type { ImportCandidate, ImportKind } from "../../protocol/import.ts";
import { candidateWords, importKindNames } from "../../protocol/importWords.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { Remotes } from "../push/remotes.ts";

/** What the user wants to import. */
export interface ChosenSource {
  readonly kind: ImportKind;
  readonly place: string;
}

type Item = QuickPickItem & { readonly choose?: () => Promise<ChosenSource | undefined> };

/** Offers what lies in the workspace, a folder, a file, or a server; undefined when the user thought better of it. */
export async function chooseSource(engine: EngineHost, remotes: Remotes): Promise<ChosenSource | undefined> {
  const items = found(engine).then((candidates): Item[] => [
    separator("in this folder"),
    ...candidates.map((candidate) => ({ ...itemOf(candidate, engine.folder), choose: async () => candidate })),
    separator(candidates.length === 0 ? "nothing was found in this folder" : "elsewhere"),
    { label: "$(folder-opened) Choose a folder…", choose: () => browse(engine, "folder") },
    { label: "$(file) Choose a file…", description: "mlflow.db, a log", choose: () => browse(engine, "file") },
    { label: "$(server) From an MLflow server…", choose: () => server(remotes) },
  ]);
  const chosen = await window.showQuickPick(items, { title: "Import what?", matchOnDescription: true });
  return chosen?.choose?.();
}

const separator = (label: string): Item => ({ label, kind: QuickPickItemKind.Separator });

async function found({ folder, request }: EngineHost): Promise<readonly ImportCandidate[]> {
  return folder === null ? [] : (await request("import/detect", { place: folder })).candidates;
}

function itemOf(candidate: ImportCandidate, folder: string | null): QuickPickItem {
  const { place } = candidate;
  const label = folder !== null && place.startsWith(folder) ? place.slice(folder.length + 1) || "." : place;
  return { label: `$(database) ${label}`, description: candidateWords(candidate) };
}

async function browse(engine: EngineHost, what: "folder" | "file"): Promise<ChosenSource | undefined> {
  const [uri] =
    (await window.showOpenDialog({
      title: "Import from",
      openLabel: "Import",
      canSelectFiles: what === "file",
      canSelectFolders: what === "folder",
      ...(engine.folder === null ? {} : { defaultUri: Uri.file(engine.folder) }),
    })) ?? [];
  if (uri === undefined) return undefined;
  const { candidates } = await engine.request("import/detect", { place: uri.fsPath });
  const [first, ...others] = candidates;
  if (first === undefined) {
    const known = Object.values(importKindNames).join(", ");
    throw notFound(`There is nothing in ${uri.fsPath} that can be imported. What can be: ${known}.`);
  }
  if (others.length === 0) return first;
  const items = candidates.map((candidate) => ({ ...itemOf(candidate, uri.fsPath), candidate }));
  return (await window.showQuickPick(items, { title: "Import which of these?" }))?.candidate;
}

async function server(remotes: Remotes): Promise<ChosenSource | undefined> {
  const place = await remotes.choose("Import from which MLflow server?");
  return place === undefined ? undefined : { kind: "mlflowServer", place };
}
