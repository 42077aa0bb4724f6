import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { takeEngineLock } from "../../../src/engine/engineLock.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

/** Another process that takes the lock and holds it until it is killed. */
async function holder(file: string): Promise<ChildProcess> {
  const module = new URL("../../../src/engine/engineLock.ts", import.meta.url).href;
  const script = `const { takeEngineLock } = await import(${JSON.stringify(module)});
    globalThis.lock = takeEngineLock(${JSON.stringify(file)}); console.log("taken"); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

describe("engine lock", () => {
  it("lets one holder in, and the next when it is released", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "lock.db");
    const first = takeEngineLock(file);
    expect(() => takeEngineLock(file, 0)).toThrow(expect.objectContaining({ code: "conflict" }));
    first.release();
    takeEngineLock(file).release();
  });

  it("is refused where it can't be written", async () => {
    await using folder = await temporaryFolder();
    expect(() => takeEngineLock(folder.path)).toThrow(expect.objectContaining({ code: "readOnly" }));
  });

  it("is freed by the system when its process is killed", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "lock.db");
    const child = await holder(file);
    expect(() => takeEngineLock(file, 0)).toThrow(expect.objectContaining({ code: "conflict" }));
    child.kill("SIGKILL");
    await once(child, "exit");
    takeEngineLock(file).release();
  });
});
