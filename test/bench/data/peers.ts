import { join } from "node:path";
import * as z from "zod";
import { ensureVirtualEnvironment } from "../../../scripts/environment/python.ts";
import { run } from "../../../scripts/process/run.ts";
import { inRoot } from "../../../scripts/root.ts";
import type { Contender } from "./contender.ts";
import { checks } from "./contract.ts";
import type { BenchFiles } from "./files.ts";
import { unmeasured } from "./measured.ts";

const here = inRoot("test", "bench", "data", "python");
const Answer = z.object({
  seconds: z.number(),
  memory: z.number(),
  answers: z.array(z.number().nullable()).nullable(),
});

/** Whoever takes longer than this, in seconds, has one round. */
const long = 60;
/** The rounds of whoever doesn't. */
const most = 3;

/** The tools that people use for this in Python, in an environment of their own. */
export interface Peers {
  readonly checking: readonly Contender[];
  readonly profiling: readonly Contender[];
  readonly drifting: readonly Contender[];
}

/** @param slow takes what needs ten minutes and more, too */
export async function startPeers({ csv }: BenchFiles, slow: boolean): Promise<Peers> {
  const folder = inRoot(".cache", "bench", "data-python");
  // Without them their lines say why there is no figure.
  const environment = await ensureVirtualEnvironment(folder, join(here, "requirements.txt"), console.log).catch(
    (error: unknown) => `could not be installed: ${error instanceof Error ? error.message : String(error)}`,
  );
  const peer = (name: string, program: string, asked: object): Contender => {
    const measured = unmeasured(name);
    if (typeof environment === "string") measured.problem = environment;
    return {
      measured,
      async round() {
        const [first] = measured.rounds;
        const isDone = measured.rounds.length >= most || (first !== undefined && first > long);
        if (isDone || measured.problem !== undefined || typeof environment === "string") return;
        const { code, output } = await run(environment.python, [join(here, program), JSON.stringify(asked)]);
        const line = output.split("\n").find((each) => each.startsWith('{"seconds"'));
        if (code !== 0 || line === undefined) {
          measured.problem = `failed: ${output.trimEnd().split("\n").slice(-3).join(" ").slice(-300)}`;
          return;
        }
        const { seconds, memory, answers } = Answer.parse(JSON.parse(line));
        measured.rounds.push(seconds);
        measured.memory = Math.max(measured.memory ?? 0, memory);
        if (answers !== null) measured.answers = answers;
      },
    };
  };
  const [file] = csv;
  const drift = (name: string, without: readonly string[]): Contender =>
    peer(name, "drift_evidently.py", { files: csv, without });
  return {
    checking: [
      peer("Great Expectations (pandas)", "check_great_expectations.py", { file, checks }),
      peer("Pandera (pandas)", "check_pandera.py", { file, checks, backend: "pandas" }),
      peer("Pandera (Polars)", "check_pandera.py", { file, checks, backend: "polars" }),
    ],
    profiling: [
      peer("ydata-profiling, minimal", "profile_ydata.py", { file, minimal: true }),
      ...(slow ? [peer("ydata-profiling", "profile_ydata.py", { file, minimal: false })] : []),
    ],
    drifting: [drift("Evidently", []), drift("Evidently, without email and note", ["email", "note"])],
  };
}
