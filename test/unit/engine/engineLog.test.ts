import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openEngineLog } from "../../../src/engine/engineLog.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const lines = async (file: string): Promise<{ msg: string; err?: { message: string } }[]> =>
  (await readFile(file, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("engine log", () => {
  it("holds everything logged before it was closed, for the user alone", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "engine.log");
    const { log, close } = openEngineLog(file);
    for (let index = 0; index < 500; index += 1) log.info(`line ${index}`);
    await close();
    expect((await lines(file)).map((line) => line.msg)).toEqual(Array.from({ length: 500 }, (_, at) => `line ${at}`));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("starts a new file when one is full and keeps only so many", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "engine.log");
    for (let round = 0; round < 6; round += 1) {
      const { log, close } = openEngineLog(file, { size: "2K", files: 2 });
      for (let index = 0; index < 40; index += 1) log.info(`round ${round} line ${index}`);
      await close();
    }
    expect((await readdir(folder.path)).filter((name) => name.startsWith("engine.log")).sort()).toEqual([
      "engine.log",
      "engine.log.1",
      "engine.log.2",
    ]);
    expect((await lines(file)).at(-1)?.msg).toBe("round 5 line 39");
  });

  it("writes last words at once", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "engine.log");
    const { lastWords, close } = openEngineLog(file);
    lastWords("The end.", new Error("Something broke."));
    expect((await lines(file)).at(-1)).toMatchObject({ msg: "The end.", err: { message: "Something broke." } });
    await close();
  });
});
