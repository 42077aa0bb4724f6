import { commands } from "vscode";
import type { ContextKeyName } from "./contextKeyNames.ts";

/** What `when` clauses in package.json may ask about, and which values they meet. */
export interface ContextKeys extends Record<ContextKeyName, boolean | string> {
  /** `noFolder` also stands for folders that are not on a disk. */
  "tidemark.engine": "noFolder" | "untrusted" | "starting" | "connected" | "lost" | "stopped" | "failed";
  /** There are experiments or runs to act on. */
  "tidemark.hasRuns": boolean;
  /** A model is registered. */
  "tidemark.hasModels": boolean;
  "tidemark.filtered": boolean;
  "tidemark.grouped": boolean;
  "tidemark.showsDeleted": boolean;
  /** A run was tracked in this workspace; completes a step of the walkthrough. */
  "tidemark.tracked": boolean;
}

/** Tells the editor a context key's value. */
export async function setContext<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): Promise<void> {
  await commands.executeCommand("setContext", key, value);
}
