import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { engineExit } from "../../../src/protocol/engineInfo.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const source = (name: string): string => JSON.stringify(new URL(`../../../src/engine/${name}`, import.meta.url).href);

/** Runs a script that has the engine's log as `log`, and answers how it ended and what it logged and printed. */
async function run(script: string): Promise<{ code: unknown; last: unknown; printed: string }> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "engine.log");
  const whole = `const { openEngineLog } = await import(${source("engineLog.ts")});
    const { endOnUncaught, insistOnEnd } = await import(${source("lifecycle.ts")});
    const log = openEngineLog(${JSON.stringify(file)});
    ${script}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", whole], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const [code] = await once(child, "close");
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  return { code, last: JSON.parse(lines.at(-1) ?? "null"), printed };
}

describe("engine lifecycle", () => {
  it.each([
    ["error", 'setImmediate(() => { throw new Error("out of luck"); });'],
    ["rejection", 'Promise.reject(new Error("out of luck"));'],
  ])("ends on an uncaught %s, and says so in the log and to its starter", async (_, failing) => {
    const { code, last, printed } = await run(`endOnUncaught(log); setInterval(() => {}, 1e6); ${failing}`);
    expect(code).toBe(engineExit.failed);
    expect(last).toMatchObject({ level: 60, err: { message: "out of luck" } });
    expect(printed).toContain("out of luck");
  });

  it("insists on an end when something keeps the process alive, and says what", async () => {
    const { code, last } = await run("insistOnEnd(log, 1); setInterval(() => {}, 1e6);");
    expect(code).toBe(engineExit.failed);
    expect(last).toMatchObject({ err: { message: expect.stringContaining("Timeout") } });
  });
});
