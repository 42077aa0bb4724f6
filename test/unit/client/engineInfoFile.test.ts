import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prepareDataFolder } from "../../../src/client/dataFolder.ts";
import { parseEngineInfo, readEngineInfo, writeEngineInfo } from "../../../src/client/engineInfoFile.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const info = { pid: 1, version: "1.0.0", protocol: 1, socket: "/s", port: 5000, token: "t", startedAt: 0 };

describe("engine.json", () => {
  it("comes back as it was written, for the user's eyes alone", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "engine.json");
    await writeFile(file, "something older", { mode: 0o644 });
    await writeEngineInfo(file, info);
    expect(await readEngineInfo(file)).toEqual(info);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder.path)).toEqual(["engine.json"]);
  });

  it("is null when there is none", async () => {
    await using folder = await temporaryFolder();
    expect(await readEngineInfo(join(folder.path, "no", "engine.json"))).toBeNull();
  });

  it.each(["", "{", "null", "[]", '{"pid":1}', JSON.stringify({ ...info, port: "5000" })])("is null for %j", (text) => {
    expect(parseEngineInfo(text)).toBeNull();
  });
});

describe("data folder", () => {
  it("is the user's alone and ignored by git", async () => {
    await using workspace = await temporaryFolder();
    const folder = await prepareDataFolder(workspace.path);
    await prepareDataFolder(workspace.path);
    expect((await stat(folder.root)).mode & 0o777).toBe(0o700);
    expect(await readdir(folder.root)).toEqual([".gitignore", "logs"]);
  });

  it("is refused where it can't be written", async () => {
    await using workspace = await temporaryFolder();
    await writeFile(join(workspace.path, ".tidemark"), "a file is in its place");
    await expect(prepareDataFolder(workspace.path)).rejects.toMatchObject({ code: "readOnly" });
  });

  it("is refused where there is no workspace", async () => {
    await using workspace = await temporaryFolder();
    const missing = expect.objectContaining({ code: "notFound" });
    await expect(prepareDataFolder(join(workspace.path, "missing"))).rejects.toEqual(missing);
    await writeFile(join(workspace.path, "file"), "");
    await expect(prepareDataFolder(join(workspace.path, "file"))).rejects.toEqual(missing);
    expect(await readdir(workspace.path)).toEqual(["file"]);
  });
});
