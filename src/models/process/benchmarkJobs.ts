import { basename, resolve } from "node:path";
import { type BenchmarkContract, benchmarkContract } from "../../protocol/benchmarkRequests.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { modelJob } from "./modelJob.ts";

/** Loading, and rates below the highest in the server scenario, take their time beside the measured seconds. */
const timeLimit = (seconds: number): number => 300_000 + 1000 * seconds * 40;
/** Two million latencies of two models. */
const memoryLimit = 1024;

/** Measures models, each time in a process of its own. @param file `benchmarkProcess.ts` or its bundle */
export function benchmarkJobs(file: URL, workspace: string): Handlers<BenchmarkContract> {
  return {
    "benchmark/measure": ({ path, other, settings }, { signal, report }) => {
      const job = {
        file,
        arguments: [],
        workspace,
        timeLimit: timeLimit(settings.seconds),
        memoryLimit,
        what: `Measuring ${basename(path)}`,
        signal,
      };
      const question = {
        path: resolve(workspace, path),
        ...(other === undefined ? {} : { other: resolve(workspace, other) }),
        settings,
      };
      return modelJob(benchmarkContract, job, (request) => request("benchmark/measure", question, signal, report));
    },
  };
}
