import { FileSystemError, Uri, window, workspace } from "vscode";
import * as z from "zod";
import { invalidParameter } from "../../protocol/errors.ts";
import { type RunsView, RunsViewsFile, withView } from "../../protocol/runsViews.ts";

const fileName = "tidemark-views.json";

/** The workspace's views of runs; none before the first was saved. @throws invalidParameter that names what is wrong in the file */
export async function readViews(): Promise<RunsView[]> {
  const file = viewsFile();
  if (file === undefined) return [];
  let bytes: Uint8Array;
  try {
    bytes = await workspace.fs.readFile(file);
  } catch (error) {
    if (error instanceof FileSystemError && error.code === "FileNotFound") return [];
    throw error;
  }
  return parsed(new TextDecoder().decode(bytes));
}

function parsed(text: string): RunsView[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw invalidParameter(`${fileName} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
  const found = RunsViewsFile.safeParse(content);
  if (found.success) return found.data.views;
  throw invalidParameter(`${fileName} has a view that can't be read: ${z.prettifyError(found.error)}`);
}

/** Asks for a name and keeps the view under it; nothing changes where the user cancels. */
export async function saveView(view: Omit<RunsView, "name">): Promise<{ views: RunsView[]; saved: string | null }> {
  const views = await readViews();
  const file = viewsFile();
  const name = (
    await window.showInputBox({
      title: "Save this view of the runs",
      prompt: `Kept in ${fileName}, which can be committed`,
      placeHolder: "best by optimizer",
      validateInput: (text) => (text.trim() === "" ? "A view needs a name." : undefined),
    })
  )?.trim();
  if (name === undefined || file === undefined) return { views, saved: null };
  if (views.some((one) => one.name === name)) {
    const replace = "Replace";
    const question = `There is a view "${name}" already.`;
    if ((await window.showWarningMessage(question, { modal: true }, replace)) !== replace)
      return { views, saved: null };
  }
  const all = withView(views, { ...view, name });
  await write(file, all);
  return { views: all, saved: name };
}

/** Removes a view, and offers to take that back. */
export async function deleteView(name: string, onChange: (views: RunsView[]) => void): Promise<RunsView[]> {
  const views = await readViews();
  const gone = views.find((one) => one.name === name);
  const file = viewsFile();
  if (gone === undefined || file === undefined) return views;
  const rest = views.filter((one) => one !== gone);
  await write(file, rest);
  const undo = "Undo";
  void window.showInformationMessage(`The view "${name}" was removed.`, undo).then(async (answer) => {
    if (answer !== undo) return;
    const again = withView(await readViews(), gone);
    await write(file, again);
    onChange(again);
  });
  return rest;
}

function viewsFile(): Uri | undefined {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? undefined : Uri.joinPath(folder, fileName);
}

const write = (file: Uri, views: readonly RunsView[]): Thenable<void> =>
  workspace.fs.writeFile(file, new TextEncoder().encode(`${JSON.stringify({ views }, undefined, 2)}\n`));
