import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as z from "zod";

const python =
  process.env.TIDEMARK_PYTHON_TRACKERS ?? join(import.meta.dirname, "../../../.cache/python/trackers/bin/python");
const scripts = join(import.meta.dirname, "../scripts");

/** See scripts/logged.py: by run and metric, the points as step, value as Python writes it, and time in seconds. */
const Logged = z.object({
  runs: z.record(z.string(), z.record(z.string(), z.array(z.tuple([z.number(), z.string(), z.number().nullable()])))),
});
export type Logged = z.infer<typeof Logged>;

/** Runs a script that logs with a tool into a folder; resolves with what it logged, null when it was killed. */
export async function runTracker(script: string, folder: string, args: readonly string[] = []): Promise<Logged | null> {
  const child = spawn(python, [join(scripts, script), ...args], {
    cwd: folder,
    env: { ...process.env, PYTHONWARNINGS: "ignore", PYTHONDONTWRITEBYTECODE: "1", DO_NOT_TRACK: "true", HOME: folder },
  });
  child.stdin.end();
  const [output, complaints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit").then((values: (number | null)[]) => values),
  ]);
  if (code === null) return null;
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  try {
    return Logged.parse(JSON.parse(last));
  } catch (error) {
    throw new Error(`${script} failed:\n${output}\n${complaints}`, { cause: error });
  }
}

/** The number that Python's `repr` wrote. */
export const numberOf = (repr: string): number =>
  repr === "nan" ? Number.NaN : Number(repr.replace("inf", "Infinity"));
