import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a program prints; null when it is not there or fails. */
export async function output(program: string, args: readonly string[]): Promise<string | null> {
  try {
    return (await run(program, [...args], { timeout: 20_000, windowsHide: true })).stdout.trim();
  } catch {
    return null; // Whether it can be run is the question.
  }
}
