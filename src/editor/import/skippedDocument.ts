import { window, workspace } from "vscode";
import type { ImportSummary } from "../../protocol/import.ts";
import { skippedLines, writtenWords } from "../../protocol/importWords.ts";

/** Opens a text that says what was not taken over, and why. */
export async function openSkipped(place: string, summary: ImportSummary): Promise<void> {
  const content = [
    `Imported from ${place}: ${writtenWords(summary.written)}.`,
    "",
    "Not taken over:",
    ...skippedLines(summary).map((line) => `- ${line}`),
    "",
  ].join("\n");
  const document = await workspace.openTextDocument({ content, language: "markdown" });
  await window.showTextDocument(document, { preview: true });
}
