import { Worker } from "node:worker_threads";

/** What the process prints last. */
export const memoryExceeded = "more resident memory than it may have";

/** A thread of its own: the runtime and the statistics keep the main one busy for longer than memory takes to fill. */
const watcher = `
  const { writeSync } = require("node:fs");
  const { workerData } = require("node:worker_threads");
  setInterval(() => {
    if (process.memoryUsage.rss() <= workerData.limit) return;
    writeSync(2, workerData.words);
    process.kill(process.pid, "SIGKILL");
  }, 100);
`;

/**
 * Ends this process once it holds more than so many megabytes of all kinds: a bound of JavaScript's own memory knows nothing of
 * typed arrays, models and tables.
 */
export function boundMemory(megabytes: number): void {
  const workerData = { limit: megabytes * 2 ** 20, words: memoryExceeded };
  new Worker(watcher, { eval: true, workerData, execArgv: [] }).unref();
}
