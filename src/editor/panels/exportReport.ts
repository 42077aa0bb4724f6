import { commands, Uri, window, workspace } from "vscode";

const formats = {
  markdown: { label: "Markdown", extension: "md" },
  html: { label: "HTML", extension: "html" },
  csv: { label: "CSV", extension: "csv" },
  json: { label: "JSON", extension: "json" },
} as const;

export interface Report {
  readonly format: keyof typeof formats;
  readonly content: string;
  /** The file's name, without its ending, that is proposed. */
  readonly name?: string;
}

/** Asks where to save a report, writes it, and offers to open it. */
export async function exportReport({ format, content, name = "comparison" }: Report): Promise<{ saved: boolean }> {
  const { label, extension } = formats[format];
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const file = await window.showSaveDialog({
    title: `Save as ${label}`,
    filters: { [label]: [extension] },
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, `${name}.${extension}`) }),
  });
  if (file === undefined) return { saved: false };
  await workspace.fs.writeFile(file, new TextEncoder().encode(content));
  void offerToOpen(file, format);
  return { saved: true };
}

async function offerToOpen(file: Uri, format: keyof typeof formats): Promise<void> {
  const open = "Open";
  if ((await window.showInformationMessage(`Saved ${workspace.asRelativePath(file)}.`, open)) !== open) return;
  // A self-contained page belongs into a browser, the rest into the editor.
  await commands.executeCommand(format === "html" && file.scheme === "file" ? "revealFileInOS" : "vscode.open", file);
}
