import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dataProcess } from "../../../src/data/process/startData.ts";
import { dataProcesses } from "../../support/dataProcesses.ts";
import { startEngine } from "../../support/engineProcess.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const file = new URL("../../../src/data/process/dataProcess.ts", import.meta.url);

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const onJournal = (): void => undefined;

describe("the data process", () => {
  it("is started by a question, dies without harm and is started again", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "a.csv"), "x\n1\n2\n");
    const crashes: unknown[] = [];
    const bounds = { file, workspace: folder.path, temporaryFolder: join(folder.path, "spill"), onJournal };
    await using data = dataProcess({ ...bounds, onCrash: (crash) => crashes.push(crash) });
    const ask = (path: string) => data.request("data/describe", { source: { paths: [path] } });

    expect(dataProcesses(process.pid)).toEqual([]);
    expect((await ask("a.csv")).rows).toBe(2);

    await writeFile(join(folder.path, "long.csv"), `x\n${"1\n".repeat(20_000_000)}`);
    const long = ask("long.csv");
    const [pid] = dataProcesses(process.pid);
    process.kill(Number(pid), "SIGKILL");
    await expect(long).rejects.toMatchObject({ code: "unavailable" });
    await eventually("the crash is told", () => crashes.length > 0);
    expect(crashes).toEqual([{ code: null, signal: "SIGKILL", printed: "" }]);

    expect((await ask("a.csv")).rows).toBe(2);
    expect(dataProcesses(process.pid)).not.toContain(pid);
  });

  it("goes when it is not asked for a while", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "a.csv"), "x\n1\n");
    const crashes: unknown[] = [];
    const bounds = {
      file,
      workspace: folder.path,
      temporaryFolder: join(folder.path, "spill"),
      onJournal,
      idleTime: 10,
    };
    await using data = dataProcess({ ...bounds, onCrash: (crash) => crashes.push(crash) });
    await data.request("data/describe", { source: { paths: ["a.csv"] } });
    await eventually("the process has gone", () => dataProcesses(process.pid).length === 0);
    expect(crashes).toEqual([]);
  });

  it("answers what the engine is asked, and ends with it, even when that is killed", async () => {
    await using engine = await startEngine();
    await writeFile(join(engine.workspace, "a.csv"), "x\n1\n2\n3\n");
    const client = await engine.connect();
    const { rows } = await client.request("data/describe", { source: { paths: ["a.csv"] } });
    expect(rows).toBe(3);
    const [pid] = dataProcesses(engine.pid);
    client.dispose();
    await engine.end("SIGKILL");
    await eventually("the data process has gone", () => !isAlive(Number(pid)));
  });
});
