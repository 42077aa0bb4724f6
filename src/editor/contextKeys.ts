import { commands } from "vscode";

/** What `when` clauses in package.json may ask about, and which values they meet. */
export interface ContextKeys {
  /** `noFolder` also stands for folders that are not on a disk. */
  "tidemark.engine": "noFolder" | "untrusted" | "starting" | "connected" | "lost" | "stopped" | "failed";
  /** There are experiments or runs to act on. */
  "tidemark.hasRuns": boolean;
  "tidemark.filtered": boolean;
  "tidemark.grouped": boolean;
  "tidemark.showsDeleted": boolean;
  /** A run was tracked in this workspace; completes a step of the walkthrough. */
  "tidemark.tracked": boolean;
}

export const contextKeys = [
  "tidemark.engine",
  "tidemark.hasRuns",
  "tidemark.filtered",
  "tidemark.grouped",
  "tidemark.showsDeleted",
  "tidemark.tracked",
] as const satisfies readonly (keyof ContextKeys)[];

/** Tells the editor a context key's value. */
export async function setContext<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): Promise<void> {
  await commands.executeCommand("setContext", key, value);
}
