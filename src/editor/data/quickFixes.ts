import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Diagnostic,
  type Disposable,
  type Location,
  languages,
  type Range,
  type TextDocument,
  WorkspaceEdit,
  workspace,
} from "vscode";
import { diagnosticSource } from "./diagnostic.ts";
import { cellValue, trimmedCell, withValue } from "./fixes.ts";

/** Offers what is safe to do about a value that fails a check, and the way to the check. */
export const registerQuickFixes = (): Disposable =>
  languages.registerCodeActionsProvider({ scheme: "file" }, new QuickFixes(), {
    providedCodeActionKinds: [CodeActionKind.QuickFix],
  });

class QuickFixes implements CodeActionProvider {
  async provideCodeActions(document: TextDocument, range: Range): Promise<CodeAction[]> {
    const all = languages.getDiagnostics(document.uri).filter(({ source }) => source === diagnosticSource);
    const actions: CodeAction[] = [];
    for (const diagnostic of all.filter((each) => each.range.intersection(range) !== undefined)) {
      // What has been typed since the check has moved the places that it found.
      if (!document.isDirty) {
        if (diagnostic.code === "surrounding_space") actions.push(...trimming(document, diagnostic, all));
        if (diagnostic.code === "values") actions.push(...(await allowing(document, diagnostic)));
      }
      const check = declaredIn(diagnostic);
      if (check !== undefined) actions.push(goTo(check, diagnostic));
    }
    return actions;
  }
}

function trimming(document: TextDocument, diagnostic: Diagnostic, all: readonly Diagnostic[]): CodeAction[] {
  const trim = (title: string, ranges: readonly Range[]): CodeAction[] => {
    const edit = new WorkspaceEdit();
    for (const range of ranges) {
      const trimmed = trimmedCell(document.getText(range));
      if (trimmed !== null) edit.replace(document.uri, range, trimmed);
    }
    return edit.size === 0 ? [] : [action(title, diagnostic, edit)];
  };
  const others = all.filter(({ code }) => code === "surrounding_space").map(({ range }) => range);
  return [
    ...trim("Trim this value", [diagnostic.range]),
    ...(others.length > 1 ? trim(`Trim all ${others.length} marked values of this file`, others) : []),
  ];
}

/** Adds the value to those that the contract allows, when they stand there as a plain list. */
async function allowing(document: TextDocument, diagnostic: Diagnostic): Promise<CodeAction[]> {
  const check = declaredIn(diagnostic);
  if (check === undefined || !/\.(csv|tsv|tab)$/i.test(document.fileName)) return [];
  const contract = await workspace.openTextDocument(check.uri);
  if (contract.isDirty) return [];
  const value = cellValue(document.getText(diagnostic.range));
  const declaration = withValue(contract.getText(check.range), value);
  if (declaration === null || value === "") return [];
  const edit = new WorkspaceEdit();
  edit.replace(check.uri, check.range, declaration);
  return [action(`Allow ${JSON.stringify(value)} in the contract`, diagnostic, edit)];
}

function goTo({ uri, range }: Location, diagnostic: Diagnostic): CodeAction {
  const go = action("Go to the check", diagnostic);
  go.command = { command: "vscode.open", title: go.title, arguments: [uri, { selection: range }] };
  return go;
}

function action(title: string, diagnostic: Diagnostic, edit?: WorkspaceEdit): CodeAction {
  const made = new CodeAction(title, CodeActionKind.QuickFix);
  made.diagnostics = [diagnostic];
  if (edit !== undefined) made.edit = edit;
  return made;
}

/** Where the check is declared: what a diagnostic of data relates to last. */
const declaredIn = ({ relatedInformation }: Diagnostic): Location | undefined => relatedInformation?.at(-1)?.location;
