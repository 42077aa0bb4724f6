import { type ChildProcess, spawn } from "node:child_process";
import { root } from "../root.ts";
import { lineReader, toolEnvironment } from "./run.ts";

export interface StartedProcess extends AsyncDisposable {
  /** Resolves with the exit code when it ends, for whatever reason. */
  readonly ended: Promise<number>;
  /** The first line, from the start on, that matches; rejects when the process ends without it. */
  line(pattern: RegExp): Promise<RegExpMatchArray>;
}

/** How long a process that was asked to end may take before it is made to. */
const patience = 5_000;

/**
 * Starts a program that serves until it is disposed. It gets a process group of its own, so that
 * what it started ends with it, and so that Ctrl-C in the terminal reaches us alone, who then end it in order.
 */
export function startProcess(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): StartedProcess {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: toolEnvironment(options.env),
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const said: string[] = [];
  const listeners = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    const reader = lineReader((line) => {
      said.push(line);
      for (const listener of listeners) listener(line);
    });
    stream.setEncoding("utf8").on("data", reader.add).on("end", reader.end);
  }
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
  ended.catch(() => undefined); // Whoever waits for it hears of it; nobody has to.
  const onExit = (): void => signalGroup(child, "SIGKILL");
  process.once("exit", onExit);

  return {
    ended,
    async line(pattern) {
      for (const line of said) {
        const match = line.match(pattern);
        if (match !== null) return match;
      }
      const { promise, resolve, reject } = Promise.withResolvers<RegExpMatchArray>();
      const listener = (line: string): void => {
        const match = line.match(pattern);
        if (match !== null) resolve(match);
      };
      listeners.add(listener);
      const tooEarly = (code: number): void =>
        reject(new Error(`${command} ended with ${code} before it said ${pattern}:\n${said.slice(-20).join("\n")}`));
      ended.then(tooEarly, reject);
      return promise.finally(() => listeners.delete(listener));
    },
    async [Symbol.asyncDispose]() {
      const insist = setTimeout(() => signalGroup(child, "SIGKILL"), patience);
      if (child.exitCode === null && child.signalCode === null) signalGroup(child, "SIGTERM");
      await ended.catch(() => undefined); // It never started, so there is nothing to end.
      clearTimeout(insist);
      signalGroup(child, "SIGKILL");
      process.off("exit", onExit);
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error; // All are gone already.
  }
}
