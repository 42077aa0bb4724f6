import { type ChildProcess, fork } from "node:child_process";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { type Caller, caller } from "../../protocol/channel.ts";
import { type DataContract, dataContract } from "../../protocol/dataRequests.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import type { JournalEvent } from "../../protocol/ingestRequests.ts";

export interface DataProcessOptions {
  /** `dataProcess.ts` beside this file, or its bundle. */
  readonly file: URL;
  readonly workspace: string;
  /** For results that don't fit in memory. */
  readonly temporaryFolder: string;
  /** How long it is kept without a question, in milliseconds. */
  readonly idleTime?: number;
  /** Hears whether rows that were taken go into their files. */
  readonly onJournal: (event: JournalEvent) => void;
  /** Hears when it ended by itself, and what it printed last. */
  readonly onCrash: (crash: {
    readonly code: number | null;
    readonly signal: string | null;
    readonly printed: string;
  }) => void;
}

/** DuckDB in a process of its own: whatever a file does to it, recording goes on. */
export interface DataProcess extends AsyncDisposable {
  /** Starts the process when it does not run. When it dies, what it was asked rejects with `unavailable`. */
  readonly request: Caller<DataContract>["request"];
}

interface Running {
  readonly child: ChildProcess;
  readonly asks: Caller<DataContract>;
  readonly ended: Promise<void>;
}

/** It holds a hundred megabytes, so it does not stay for long; starting takes a quarter of a second. */
const usualIdleTime = 5 * 60_000;
const mostPrinted = 4000;
/** DuckDB works in libuv's threads: a long query must leave some for the others. */
const threadPoolSize = "16";

export function dataProcess(options: DataProcessOptions): DataProcess {
  const { idleTime = usualIdleTime } = options;
  let running: Running | undefined;
  let working = 0;
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;

  const start = (): Running => {
    const child = fork(options.file, [options.workspace, options.temporaryFolder], {
      cwd: options.workspace,
      execArgv: [],
      env: { ...process.env, UV_THREADPOOL_SIZE: threadPoolSize },
      serialization: "json",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let printed = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      printed = (printed + text).slice(-mostPrinted);
    });
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    const asks = caller(dataContract, connection);
    asks.on("journal", options.onJournal);
    connection.listen();
    const ended = new Promise<void>((resolve) => {
      child.once("error", (error) => {
        printed += error.message;
        child.emit("exit", null, null);
      });
      child.once("exit", (code, signal) => {
        if (running?.child === child) {
          running = undefined;
          options.onCrash({ code, signal, printed });
        }
        connection.dispose();
        resolve();
      });
    });
    return { child, asks, ended };
  };
  const end = async (): Promise<void> => {
    clearTimeout(timer);
    const ending = running;
    running = undefined;
    ending?.child.kill("SIGKILL");
    await ending?.ended;
  };
  return {
    async request(name, params, signal, onProgress) {
      if (disposed) throw new TidemarkError("unavailable", "The engine stops.");
      clearTimeout(timer);
      working += 1;
      running ??= start();
      const { asks } = running;
      try {
        return await asks.request(name, params, signal, onProgress);
      } finally {
        working -= 1;
        if (working === 0 && !disposed) {
          timer = setTimeout(() => void end(), idleTime);
          timer.unref();
        }
      }
    },
    async [Symbol.asyncDispose]() {
      disposed = true;
      await end();
    },
  };
}
