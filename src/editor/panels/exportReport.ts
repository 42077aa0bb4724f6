import { commands, Uri, window, workspace } from "vscode";
import type { Params, Result } from "../../protocol/contract.ts";
import type { ComparePageContract } from "../../protocol/pageContract.ts";

const formats = {
  markdown: { label: "Markdown", extension: "md" },
  html: { label: "HTML", extension: "html" },
  csv: { label: "CSV", extension: "csv" },
} as const;

/** Asks where to save a report, writes it, and offers to open it. */
export async function exportReport({
  format,
  content,
}: Params<ComparePageContract, "page/export">): Promise<Result<ComparePageContract, "page/export">> {
  const { label, extension } = formats[format];
  const name = `comparison.${extension}`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const file = await window.showSaveDialog({
    title: `Save the comparison as ${label}`,
    filters: { [label]: [extension] },
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) }),
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
