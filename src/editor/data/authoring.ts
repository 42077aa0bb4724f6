import {
  type CancellationToken,
  CompletionItem,
  CompletionItemKind,
  Disposable,
  Hover,
  languages,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
} from "vscode";
import type * as z from "zod";
import type { authoringRequests, Suggestion } from "../../protocol/authoringRequests.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { isCancelled } from "../showError.ts";
import { withSignal } from "../withSignal.ts";
import { isConfigFile } from "./dataFiles.ts";

/** Longer configurations are left alone, in characters. */
const longest = 1_000_000;

/** Completes tidemark.yaml and says what its words mean. What is right is known to the engine. */
export function registerAuthoring(engine: EngineHost): Disposable {
  const selector = { scheme: "file", pattern: "**/tidemark.{yaml,yml}" };
  const completion = languages.registerCompletionItemProvider(
    selector,
    {
      async provideCompletionItems(document, position, token) {
        const found = await ask(engine, document, { position, token }, (at, signal) =>
          engine.request("config/complete", at, signal),
        );
        if (found === null) return [];
        const range = rangeOf(document, found);
        return found.suggestions.map((each, at) => itemOf(each, at, range));
      },
    },
    ...[" ", "[", "{", ".", '"', "'"],
  );
  const hover = languages.registerHoverProvider(selector, {
    async provideHover(document, position, token) {
      const found = await ask(engine, document, { position, token }, (at, signal) =>
        engine.request("config/explain", at, signal),
      );
      if (found === null) return null;
      // What data holds is no Markdown.
      const parts = [found.detail, found.description].filter((part) => part !== "");
      return new Hover(
        parts.map((part) => new MarkdownString().appendText(part)),
        rangeOf(document, found),
      );
    },
  });
  return Disposable.from(completion, hover);
}

const rangeOf = (document: TextDocument, { start, end }: { start: number; end: number }): Range =>
  new Range(document.positionAt(start), document.positionAt(end));

const kinds: Readonly<Record<Suggestion["kind"], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  column: CompletionItemKind.Field,
  dataset: CompletionItemKind.Struct,
};

function itemOf({ kind, label, insert, detail, description }: Suggestion, at: number, range: Range): CompletionItem {
  const item = new CompletionItem(label, kinds[kind]);
  // Columns and data sets before the schema's words, each in its own order.
  item.sortText = `${kind === "column" || kind === "dataset" ? 0 : 1}${String(at).padStart(5, "0")}`;
  item.insertText = insert;
  item.filterText = insert;
  item.range = range;
  item.detail = detail;
  item.documentation = new MarkdownString().appendText(description);
  return item;
}

type At = z.infer<(typeof authoringRequests)["config/complete"]["params"]>;

/** Null where nothing is known, and while there is no engine to ask. */
async function ask<Answer>(
  engine: EngineHost,
  document: TextDocument,
  { position, token }: { position: Position; token: CancellationToken },
  request: (at: At, signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | null> {
  const { folder, state } = engine;
  const text = document.getText();
  if (folder === null || state.kind !== "connected" || !isConfigFile(document.fileName, folder)) return null;
  if (text.length > longest) return null;
  try {
    return await withSignal(token, (signal) => request({ text, offset: document.offsetAt(position) }, signal));
  } catch (error) {
    if (isCancelled(error)) return null;
    throw error;
  }
}
