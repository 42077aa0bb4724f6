import { type CancellationToken, type CodeAction, Range, WorkspaceEdit, workspace } from "vscode";
import type { EngineHost } from "../engine/engineHost.ts";
import { withSignal } from "../withSignal.ts";
import { cellValue, isDelimited } from "./fixes.ts";
import { action, type FailingCell, mending } from "./mending.ts";

/**
 * What to do about a text that stands for null: say so in the contract, or leave the cell empty.
 * @param usual whether it is to be a usual spelling, since something else was checked than spellings
 */
export async function nullFixes(
  engine: EngineHost,
  failing: FailingCell,
  { usual }: { readonly usual: boolean },
  token: CancellationToken,
): Promise<readonly CodeAction[]> {
  const { document, diagnostic, check } = failing;
  if (!isDelimited(document.fileName)) return [];
  const contract = await workspace.openTextDocument(check.declaredAt.file);
  if (contract.isDirty) return [];
  const spelling = cellValue(document.getText(diagnostic.range));
  const asked = { text: contract.getText(), dataset: check.dataset, spelling, usual };
  const known = await withSignal(token, (signal) => engine.request("config/nullSpelling", asked, signal));
  if (known === null) return [];
  const actions: CodeAction[] = [];
  if (known.edit !== null) {
    const { start, end, text } = known.edit;
    const edit = new WorkspaceEdit();
    edit.replace(contract.uri, new Range(contract.positionAt(start), contract.positionAt(end)), text);
    actions.push(action(`Read ${JSON.stringify(spelling)} as null, in the contract`, diagnostic, { edit }));
  }
  if (known.emptyIsNull && !isAlone(failing)) {
    const word = JSON.stringify(spelling);
    const titles = {
      one: `Empty this cell, which has ${word}`,
      all: (where: string) => `Empty all cells ${where} that have ${word}`,
    };
    actions.push(...mending(failing, titles, (cell) => (cellValue(cell) === spelling ? "" : null)));
  }
  return actions;
}

/** An empty line would be no row any more. */
const isAlone = ({ document, diagnostic: { range } }: FailingCell): boolean =>
  document.lineAt(range.start.line).range.contains(range) &&
  document.lineAt(range.start.line).text.trim() === document.getText(range).trim();
