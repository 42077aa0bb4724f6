import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { inRoot } from "../../../scripts/root.ts";
import { DriftQuestion } from "../../../src/protocol/driftRequests.ts";
import type { Contender } from "./contender.ts";
import { checks, contractOf } from "./contract.ts";
import type { BenchFiles } from "./files.ts";
import { type Measured, seconds, unmeasured } from "./measured.ts";
import { peakMemory, startedData } from "./ownProcess.ts";

/** DuckDB's SUMMARIZE of files in a process of its own. */
export function summarize(name: string, files: readonly string[]): Contender {
  const measured = unmeasured(name);
  return {
    measured,
    async round() {
      const program = inRoot("test", "bench", "data", "summarize.ts");
      measured.rounds.push(
        await seconds(async () => {
          const child = spawn(process.execPath, [program, ...files], { stdio: ["ignore", "ignore", "inherit"] });
          const [code] = await once(child, "exit");
          if (code !== 0) throw new Error(`SUMMARIZE ended with ${code}.`);
        }),
      );
    },
  };
}

/** All checks of the contract, in a data process that has just started, and in the same one again. */
export async function check({ folder, csv }: BenchFiles): Promise<readonly [Contender, Measured]> {
  const [cold, again] = [unmeasured("Tidemark, 40 checks"), unmeasured("Tidemark, the same again")];
  await writeFile(join(folder, "tidemark.yaml"), contractOf(basename(csv[0])));
  const round = async (): Promise<void> => {
    await using data = startedData(folder);
    cold.rounds.push(await seconds(() => data.request("data/check", {})));
    const began = performance.now();
    const report = await data.request("data/check", {});
    again.rounds.push((performance.now() - began) / 1000);
    const outcomes = report.datasets.flatMap((dataset) => dataset.outcomes);
    cold.answers = checks.map(({ column, kind }) => {
      const found = outcomes.find((outcome) => outcome.column === column && outcome.kind === kind);
      if (found === undefined || found.state === "couldNotRun") throw new Error(`${column} ${kind}: ${found?.message}`);
      return found.failing;
    });
    cold.memory = Math.max(cold.memory ?? 0, (await peakMemory()) ?? 0);
  };
  return [{ measured: cold, round }, again];
}

/** The profile of a file, by a data process that has just started. */
export function profile(name: string, folder: string, file: string): Contender {
  return fresh(name, folder, (data) => data.request("data/profile", { source: { paths: [file] } }));
}

/** The comparison of two files, by a data process that has just started. */
export function drift(name: string, folder: string, files: readonly [string, string]): Contender {
  const side = (path: string) => ({ of: { source: { paths: [path] } } });
  const question = DriftQuestion.parse({ reference: side(files[0]), current: side(files[1]) });
  return fresh(name, folder, (data) => data.request("data/drift", question));
}

function fresh(
  name: string,
  folder: string,
  ask: (data: ReturnType<typeof startedData>) => Promise<unknown>,
): Contender {
  const measured = unmeasured(name);
  return {
    measured,
    async round() {
      await using data = startedData(folder);
      measured.rounds.push(await seconds(() => ask(data)));
      measured.memory = Math.max(measured.memory ?? 0, (await peakMemory()) ?? 0);
    },
  };
}
