import { CodeAction, CodeActionKind, type TextDocument, WorkspaceEdit } from "vscode";
import type { FailingRow } from "../../protocol/checkRequests.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { type DataDiagnostic, rangeOf } from "./diagnostic.ts";

/** More values than these are no single edit any more. */
export const mostFixed = 10_000;
const pageSize = 1000;

/** What to write instead of a cell; null to leave it alone. */
export type Remedy = (cell: string) => string | null;

/** Mends all values of a file that fail a check, in one edit. They are looked up when it is chosen. */
export class FixAll extends CodeAction {
  readonly #document: TextDocument;
  readonly #check: string;
  readonly #remedy: Remedy;

  constructor(title: string, where: { document: TextDocument; diagnostic: DataDiagnostic }, remedy: Remedy) {
    super(title, CodeActionKind.QuickFix);
    this.diagnostics = [where.diagnostic];
    this.#document = where.document;
    this.#check = where.diagnostic.check?.id ?? "";
    this.#remedy = remedy;
  }

  /** Nothing is changed when the file is edited meanwhile. */
  async resolve(engine: EngineHost, signal: AbortSignal): Promise<void> {
    const rows = await this.#rows(engine, signal);
    const document = this.#document;
    if (document.isDirty) return;
    const edit = new WorkspaceEdit();
    for (const { file, range } of rows) {
      if (file !== document.uri.fsPath || range === null) continue;
      const at = rangeOf(range);
      const mended = this.#remedy(document.getText(at));
      if (mended !== null) edit.replace(document.uri, at, mended);
    }
    this.edit = edit;
  }

  async #rows(engine: EngineHost, signal: AbortSignal): Promise<readonly FailingRow[]> {
    const rows: FailingRow[] = [];
    for (;;) {
      const asked = { check: this.#check, offset: rows.length, limit: pageSize };
      const page = await engine.request("data/failingRows", asked, signal);
      rows.push(...page.rows);
      if (page.rows.length === 0 || rows.length >= Math.min(page.total, mostFixed)) return rows;
    }
  }
}
