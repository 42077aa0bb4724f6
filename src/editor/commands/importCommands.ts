import type { Disposable } from "vscode";
import type { RegisterCommands } from "../commandRunner.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { runImport } from "../import/runImport.ts";
import type { Remotes } from "../push/remotes.ts";

export interface ImportCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly remotes: Remotes;
}

/** Taking over what other programs recorded. */
export const registerImportCommands = ({ register, engine, remotes }: ImportCommandsDeps): Disposable =>
  register("import", { "tidemark.import.start": () => runImport(engine, remotes) });
