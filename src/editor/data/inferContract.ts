import { stat } from "node:fs/promises";
import { ProgressLocation, Range, Uri, WorkspaceEdit, window, workspace } from "vscode";
import { TidemarkError } from "../../protocol/errors.ts";
import type { InferredContract } from "../../protocol/inferRequests.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { withSignal } from "../withSignal.ts";

const extensions = ["csv", "tsv", "tab", "jsonl", "ndjson", "json", "parquet", "pq", "arrow", "feather", "gz", "zst"];

/** Draws a contract from a file and shows it in the configuration's editor, unsaved: the user reads it and saves. */
export async function inferContract(engine: EngineHost, file: Uri | undefined): Promise<void> {
  const chosen = file ?? (await chooseFile(engine.folder));
  if (chosen === undefined) return;
  const inferred = await window.withProgress(
    { location: ProgressLocation.Notification, title: "Reading what the data is like…", cancellable: true },
    (_, token) => withSignal(token, (signal) => engine.request("data/infer", { path: chosen.fsPath }, signal)),
  );
  await show(inferred);
}

async function chooseFile(folder: string | null): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    title: "Infer a contract from data",
    openLabel: "Infer contract",
    filters: { Data: extensions, "All files": ["*"] },
    ...(folder === null ? {} : { defaultUri: Uri.file(folder) }),
  });
  return chosen?.[0];
}

async function show({ name, config }: InferredContract): Promise<void> {
  const there = await stat(config.file).then(
    () => true,
    () => false,
  );
  const onDisk = Uri.file(config.file);
  const document = await workspace.openTextDocument(there ? onDisk : onDisk.with({ scheme: "untitled" }));
  if (there && document.isDirty) {
    // The contract was added to what is on disk: unsaved lines would be lost.
    throw new TidemarkError("conflict", `Save ${config.file} first: the contract is added to what is saved.`);
  }
  const before = document.getText();
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(0), document.positionAt(before.length)), config.text);
  await workspace.applyEdit(edit);
  const at = Math.max(0, config.text.indexOf(`${name}:`));
  const selection = new Range(document.positionAt(at), document.positionAt(at));
  await window.showTextDocument(document, { selection, preview: false });
}
