import { CodeAction, CodeActionKind, type Command, type TextDocument, WorkspaceEdit } from "vscode";
import type { DataDiagnostic } from "./diagnostic.ts";
import type { CheckReference } from "./findings.ts";
import { FixAll, mostFixed, type Remedy } from "./fixAll.ts";

/** A value that fails a check, in an open file. */
export interface FailingCell {
  readonly document: TextDocument;
  readonly diagnostic: DataDiagnostic;
  readonly check: CheckReference;
}

/** The fix of a value, and of all in the file that fail the same check. */
export function mending(
  { document, diagnostic, check }: FailingCell,
  titles: { readonly one: string; readonly all: (where: string) => string },
  remedy: Remedy,
): readonly CodeAction[] {
  const mended = remedy(document.getText(diagnostic.range));
  if (mended === null) return [];
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, diagnostic.range, mended);
  const one = action(titles.one, diagnostic, { edit });
  const failing = check.failing ?? 0;
  if (failing < 2 || failing > mostFixed) return [one];
  const where = check.column === null ? "in this file" : `of ${check.column} in this file`;
  return [one, new FixAll(titles.all(where), { document, diagnostic }, remedy)];
}

/** What may be done about a problem: an edit, or a command. */
export function action(
  title: string,
  diagnostic: DataDiagnostic,
  what: { readonly edit: WorkspaceEdit } | { readonly command: Command },
): CodeAction {
  const made = new CodeAction(title, CodeActionKind.QuickFix);
  made.diagnostics = [diagnostic];
  return Object.assign(made, what);
}
