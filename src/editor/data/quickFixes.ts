import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Disposable,
  languages,
  type Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  workspace,
} from "vscode";
import type { EngineHost } from "../engine/engineHost.ts";
import { withSignal } from "../withSignal.ts";
import { castCell, castValue, declaredType } from "./casts.ts";
import { DataDiagnostic, rangeOf } from "./diagnostic.ts";
import type { CheckReference } from "./findings.ts";
import { FixAll, type Remedy } from "./fixAll.ts";
import { cellValue, isDelimited, trimmedCell, withValue } from "./fixes.ts";
import { action, type FailingCell, mending } from "./mending.ts";
import { nullFixes } from "./nullFixes.ts";

/** Offers what is safe to do about a value that fails a check, and the ways to the check and to all rows that fail it. */
export const registerQuickFixes = (engine: EngineHost): Disposable =>
  languages.registerCodeActionsProvider({ scheme: "file" }, new QuickFixes(engine), {
    providedCodeActionKinds: [CodeActionKind.QuickFix],
  });

class QuickFixes implements CodeActionProvider {
  readonly #engine: EngineHost;

  constructor(engine: EngineHost) {
    this.#engine = engine;
  }

  async provideCodeActions(document: TextDocument, range: Range, _: unknown, token: CancellationToken) {
    const found = languages.getDiagnostics(document.uri).filter((each) => each instanceof DataDiagnostic);
    const actions: CodeAction[] = [];
    for (const diagnostic of found.filter((each) => each.range.intersection(range) !== undefined)) {
      const { check } = diagnostic;
      if (check === null) continue;
      // What has been typed since the check has moved the places that it found.
      if (!document.isDirty && !diagnostic.range.isEmpty) {
        actions.push(...(await this.#fixes({ document, diagnostic, check }, token)));
      }
      actions.push(...ways(check, diagnostic));
    }
    return actions;
  }

  async resolveCodeAction(action: CodeAction, token: CancellationToken): Promise<CodeAction> {
    if (action instanceof FixAll) await withSignal(token, (signal) => action.resolve(this.#engine, signal));
    return action;
  }

  async #fixes(failing: FailingCell, token: CancellationToken): Promise<readonly CodeAction[]> {
    switch (failing.diagnostic.code) {
      case "surrounding_space":
        return mending(failing, { one: "Trim this value", all: (where) => `Trim all values ${where}` }, trimmedCell);
      case "values":
        return await allowing(failing);
      case "type": {
        const cast = await casting(failing);
        return cast.length > 0 ? cast : await nullFixes(this.#engine, failing, { usual: true }, token);
      }
      case "null_spellings":
        return await nullFixes(this.#engine, failing, { usual: false }, token);
      default:
        return [];
    }
  }
}

/** Writes the value as its column's type is written, when there is one way to understand it. */
async function casting(failing: FailingCell): Promise<readonly CodeAction[]> {
  const { document, diagnostic, check } = failing;
  if (!isDelimited(document.fileName)) return [];
  const contract = await workspace.openTextDocument(check.declaredAt.file);
  const type = contract.isDirty ? null : declaredType(contract.getText(rangeOf(check.declaredAt.range)));
  if (type === null) return [];
  const cast: Remedy = (cell) => {
    const value = castValue(cellValue(cell), type);
    return value === null ? null : castCell(cell, value);
  };
  const value = castValue(cellValue(document.getText(diagnostic.range)), type);
  return mending(
    failing,
    { one: `Write it as ${value}`, all: (where) => `Rewrite all values ${where} that can be read in one way` },
    cast,
  );
}

/** Adds the value to those that the contract allows, when they stand there as a plain list. */
async function allowing({ document, diagnostic, check }: FailingCell): Promise<readonly CodeAction[]> {
  if (!isDelimited(document.fileName)) return [];
  const contract = await workspace.openTextDocument(check.declaredAt.file);
  if (contract.isDirty) return [];
  const value = cellValue(document.getText(diagnostic.range));
  const range = rangeOf(check.declaredAt.range);
  const declaration = withValue(contract.getText(range), value);
  if (declaration === null || value === "") return [];
  const edit = new WorkspaceEdit();
  edit.replace(contract.uri, range, declaration);
  return [action(`Allow ${JSON.stringify(value)} in the contract`, diagnostic, { edit })];
}

function ways({ id, dataset, declaredAt }: CheckReference, diagnostic: DataDiagnostic): readonly CodeAction[] {
  const to = (title: string, command: string, ...args: unknown[]): CodeAction =>
    action(title, diagnostic, { command: { command, title, arguments: args } });
  return [
    to("Show failing rows", "tidemark.data.open", dataset, undefined, id),
    to("Go to the check", "vscode.open", Uri.file(declaredAt.file), { selection: rangeOf(declaredAt.range) }),
  ];
}
