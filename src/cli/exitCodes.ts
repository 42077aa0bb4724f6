import { CommanderError } from "commander";
import { TidemarkError } from "../protocol/errors.ts";

export const exitCode = { success: 0, failure: 1, usage: 2, notExecutable: 126, notFound: 127, signal: 128 } as const;

/** Ends a command whose own words were said already. */
export class EndWith extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`The command ends with ${code}.`);
    this.code = code;
  }
}

/** A mistake in how a command was written. */
export const usageError = (message: string): CommanderError =>
  new CommanderError(exitCode.usage, "tidemark.usage", message);

/** How the process ends after an error, and what it says first; null when it was said already. */
export function ending(error: unknown, verbose: boolean): { readonly code: number; readonly words: string | null } {
  if (error instanceof EndWith) return { code: error.code, words: null };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return { code: exitCode.success, words: null };
    return { code: exitCode.usage, words: error.code === "tidemark.usage" ? `error: ${error.message}` : null };
  }
  const details = error instanceof Error && verbose ? (error.stack ?? error.message) : messageOf(error);
  const code = error instanceof TidemarkError && error.code === "invalidParameter" ? exitCode.usage : exitCode.failure;
  return { code, words: `error: ${details}` };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
