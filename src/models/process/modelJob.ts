import { fork } from "node:child_process";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { type Caller, caller } from "../../protocol/channel.ts";
import type { Contract } from "../../protocol/contract.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import { memoryExceeded } from "./boundMemory.ts";

export interface ModelJobOptions {
  /** The process' entry beside this file, or its bundle. */
  readonly file: URL;
  readonly arguments: readonly string[];
  readonly workspace: string;
  /** In milliseconds. */
  readonly timeLimit: number;
  /** What its JavaScript may hold, in megabytes. */
  readonly memoryLimit: number;
  /** What it may hold in all, in megabytes, where it bounds itself by `boundMemory`. */
  readonly residentLimit?: number;
  /** Such as `Inspecting digits.onnx`. */
  readonly what: string;
  readonly signal?: AbortSignal;
}

const mostPrinted = 2000;

/**
 * Starts a process for one job on a model and asks it. It is killed when the job has its answer, takes too long or is
 * cancelled; when it dies by itself, its question rejects with `unavailable` and how it ended.
 */
export async function modelJob<C extends Contract, T>(
  contract: C,
  options: ModelJobOptions,
  ask: (request: Caller<C>["request"]) => Promise<T>,
): Promise<T> {
  const { what, timeLimit, memoryLimit, residentLimit, signal } = options;
  signal?.throwIfAborted();
  const child = fork(options.file, [...options.arguments], {
    cwd: options.workspace,
    execArgv: [`--max-old-space-size=${memoryLimit}`],
    serialization: "json",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let printed = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    printed = (printed + text).slice(-mostPrinted);
  });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const asks = caller(contract, connection);
  connection.listen();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, timeLimit);
  const cancel = (): void => void child.kill("SIGKILL");
  signal?.addEventListener("abort", cancel, { once: true });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, killedBy) => {
      if (isLate) return resolve(`it took more than ${timeLimit / 1000} seconds`);
      if (printed.includes("heap out of memory")) return resolve(`it needs more than ${memoryLimit} MB of memory`);
      if (printed.includes(memoryExceeded)) return resolve(`it needs more than ${residentLimit} MB of memory`);
      resolve(`its process ended with ${killedBy ?? `status ${code}`}`);
    });
  });
  const died = ended.then((how) => {
    throw new TidemarkError("unavailable", `${what} failed: ${how}.`, { data: { printed } });
  });
  try {
    return await Promise.race([ask(asks.request), died]);
  } catch (error) {
    if (signal?.aborted) throw new TidemarkError("cancelled", `${what} was cancelled.`);
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
    child.kill("SIGKILL");
    await ended;
    connection.dispose();
  }
}
