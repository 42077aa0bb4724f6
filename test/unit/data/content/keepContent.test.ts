import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createContentHasher } from "../../../../src/data/content/contentHash.ts";
import { keepContent, keptPaths } from "../../../../src/data/content/keepContent.ts";
import { keptFolder, keptSource } from "../../../../src/data/content/keptSource.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

describe("a copy of a version", () => {
  it("holds its file, and is read as the data set is", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "a.csv");
    await writeFile(file, "x;y\n1;2\n");
    const hash = await createContentHasher().hash([file]);
    const source = { paths: ["a.csv"], delimiter: ";" };
    expect(await keptSource(folder.path, source, hash)).toBeNull();
    expect(await keepContent([file], hash, keptFolder(folder.path, hash))).toBe(true);
    await writeFile(file, "x;y\n3;4\n");
    const kept = await keptSource(folder.path, source, hash);
    expect(kept).toEqual({ delimiter: ";", paths: [join(keptFolder(folder.path, hash), "a.csv")] });
    expect(await readFile(kept?.paths[0] ?? "", "utf8")).toBe("x;y\n1;2\n");
  });

  it("keeps the folders below the one that its files share", async () => {
    await using folder = await temporaryFolder();
    const files = ["day=1/a.csv", "day=2/a.csv"].map((path) => join(folder.path, "events", path));
    for (const [at, file] of files.entries()) {
      await mkdir(join(file, ".."), { recursive: true });
      await writeFile(file, `x\n${at}\n`);
    }
    const hash = await createContentHasher().hash(files);
    await keepContent(files, hash, keptFolder(folder.path, hash));
    const kept = await keptSource(folder.path, { paths: ["events"], partitioned: "hive" }, hash);
    expect(kept?.paths).toEqual([keptFolder(folder.path, hash)]);
    expect((await readdir(kept?.paths[0] ?? "")).sort()).toEqual(["day=1", "day=2"]);
  });

  it("isn't made of files that have changed, and nothing of it is left", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "a.csv");
    await writeFile(file, "x\n1\n");
    expect(await keepContent([file], "0".repeat(64), join(folder.path, "kept"))).toBe(false);
    expect(await readdir(folder.path)).toEqual(["a.csv"]);
  });

  it("has paths that tell equal names apart", () => {
    expect(keptPaths(["/w/a/x.csv", "/w/b/x.csv"])).toEqual(["a/x.csv", "b/x.csv"]);
    expect(keptPaths(["/w/a/x.csv"])).toEqual(["x.csv"]);
    expect(keptPaths(["/w/x.csv", "/v/x.csv"])).toEqual(["w/x.csv", "v/x.csv"]);
  });
});
