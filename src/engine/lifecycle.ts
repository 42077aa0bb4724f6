import { EngineFailure, engineExit } from "../protocol/engineInfo.ts";
import { TidemarkError } from "../protocol/errors.ts";
import type { EngineLog } from "./engineLog.ts";

/** Ends the process at once after an error that nobody caught: its last words are in the log, its store is safe. */
export function endOnUncaught(log: EngineLog): void {
  const end = (error: unknown): void => {
    log.lastWords("An error was not caught; the engine ends.", error);
    // Whoever started it and still waits reads this.
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(engineExit.failed);
  };
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}

/** Calls `stop` when the process is asked to end. Without a terminal to follow, the end of one is no reason. */
export function stopOnSignals(foreground: boolean, stop: (reason: string) => void): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop(`It received ${signal}.`));
  process.on("SIGHUP", () => {
    if (foreground) stop("Its terminal was closed.");
  });
}

/** Ends a process that could not start, in the words that `src/client` understands. */
export function endUnstarted(error: unknown): never {
  const known = error instanceof TidemarkError ? error : new TidemarkError("internal", String(error), { cause: error });
  if (!(error instanceof TidemarkError) && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  const failure: EngineFailure = EngineFailure.parse({ code: known.code, message: known.message });
  process.stderr.write(`${JSON.stringify(failure)}\n`);
  process.exit(known.code === "conflict" ? engineExit.alreadyRunning : engineExit.failed);
}

/** Ends a process whose parts are closed but which something still keeps alive, and says what that is. */
export function insistOnEnd(log: EngineLog, after = 10_000): void {
  const timer = setTimeout(() => {
    log.lastWords("The engine had to be ended.", new Error(process.getActiveResourcesInfo().join(", ")));
    process.exit(engineExit.failed);
  }, after);
  timer.unref();
}
