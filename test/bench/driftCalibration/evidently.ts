import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as z from "zod";
import { ensureVirtualEnvironment } from "../../../scripts/environment/python.ts";
import { inRoot } from "../../../scripts/root.ts";
import type { SimulatedColumn } from "../../support/driftPairs.ts";

/** Evidently's report with its default rules, in a Python of its own. */
export interface Evidently extends AsyncDisposable {
  /** The names of the columns that it says drift. */
  drifted(pair: readonly SimulatedColumn[]): Promise<readonly string[]>;
}

const here = inRoot("test", "bench", "driftCalibration");

export async function startEvidently(onLine: (line: string) => void): Promise<Evidently> {
  const folder = inRoot(".cache", "python", "drift");
  const { python } = await ensureVirtualEnvironment(folder, join(here, "requirements.txt"), onLine);
  const temporary = await mkdtemp(join(tmpdir(), "tidemark-drift-"));
  const child = spawn(python, [join(here, "evidentlyRules.py")], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, DO_NOT_TRACK: "1" },
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async drifted(pair) {
      const path = join(temporary, "pair");
      await writeFile(
        path,
        Buffer.concat(pair.flatMap(({ reference, current }) => [bytesOf(reference), bytesOf(current)])),
      );
      const sizes = { reference: pair[0]?.reference.length ?? 0, current: pair[0]?.current.length ?? 0 };
      const columns = pair.map(({ name, kind }) => ({ name, kind }));
      child.stdin.write(`${JSON.stringify({ path, sizes, columns })}\n`);
      const { value, done } = await answers.next();
      if (done === true) throw new Error("Evidently has ended.");
      return z.array(z.string()).parse(JSON.parse(value));
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await rm(temporary, { recursive: true });
    },
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
