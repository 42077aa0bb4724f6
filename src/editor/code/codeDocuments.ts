import { type Disposable, workspace } from "vscode";
import { notFound } from "../../protocol/errors.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { codeScheme, readCodeQuery } from "./codeUri.ts";

/** Lets the editor open files as they were when a run started. A commit never changes, so neither does a document. */
export const registerCodeDocuments = (engine: EngineHost): Disposable =>
  workspace.registerTextDocumentContentProvider(codeScheme, {
    async provideTextDocumentContent(uri) {
      const file = readCodeQuery(uri.query);
      if (file === null) throw notFound(`${uri.path} is not the address of a run's code.`);
      return (await engine.request("code/file", file)).text ?? "";
    },
  });
