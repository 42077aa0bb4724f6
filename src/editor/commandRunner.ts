import { Disposable, commands as editorCommands, type LogOutputChannel } from "vscode";
import type { CommandArgs, CommandId, CommandsOf } from "./commands.ts";
import { isCancelled, showError } from "./showError.ts";

/** Calls one of our commands with the arguments it takes. */
export async function runCommand<K extends CommandId>(id: K, ...args: CommandArgs<K>): Promise<void> {
  await editorCommands.executeCommand(id, ...args);
}

/** Registers an area's commands; registering only some of them does not compile. */
export type RegisterCommands = <Area extends string>(area: Area, handlers: CommandsOf<Area>) => Disposable;

/** Every command is logged and timed; being cancelled is silence; any other failure is shown with a way out. */
export function commandRunner(log: LogOutputChannel): RegisterCommands {
  const wrapped =
    (id: string, handler: (...args: never[]) => unknown) =>
    async (...args: never[]): Promise<void> => {
      const start = performance.now();
      try {
        await handler(...args);
        log.debug(`${id} took ${Math.round(performance.now() - start)} ms`);
      } catch (error) {
        if (isCancelled(error)) return;
        log.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
        await showError(error);
      }
    };
  return (area, handlers) =>
    Disposable.from(
      ...Object.entries<(...args: never[]) => unknown>(handlers).map(([id, handler]) => {
        if (!id.startsWith(`tidemark.${area}.`)) throw new Error(`${id} is no command of ${area}.`);
        return editorCommands.registerCommand(id, wrapped(id, handler));
      }),
    );
}
