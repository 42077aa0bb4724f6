import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { trackingFixture } from "./fixture.ts";

const body = (text: string) => Readable.from([Buffer.from(text)]);

describe("artifacts", () => {
  it("come back as they were sent", async () => {
    await using test = await trackingFixture();
    const { artifacts } = test.tracking;
    await artifacts.put("0/r/artifacts/plots/a+b 100%.png", body("bytes"));
    const { stream, size } = await artifacts.open("0/r/artifacts/plots/a+b 100%.png");
    expect(size).toBe(5);
    expect((await buffer(stream)).toString()).toBe("bytes");
    await artifacts.put("0/r/artifacts/plots/a+b 100%.png", body(""));
    const emptied = await artifacts.open("0/r/artifacts/plots/a+b 100%.png");
    expect((await buffer(emptied.stream)).length).toBe(0);
  });

  it("are listed with sizes, files and folders; a file or nothing has an empty list", async () => {
    await using test = await trackingFixture();
    const { artifacts } = test.tracking;
    await artifacts.put("0/r/artifacts/model/weights", body("123"));
    await artifacts.put("0/r/artifacts/a.txt", body("1"));
    expect(await artifacts.list("0/r/artifacts")).toEqual([
      { path: "0/r/artifacts/a.txt", isDirectory: false, size: 1 },
      { path: "0/r/artifacts/model", isDirectory: true, size: null },
    ]);
    expect(await artifacts.list("0/r/artifacts/a.txt")).toEqual([]);
    expect(await artifacts.list("0/r/artifacts/nothing")).toEqual([]);
  });

  it("are gone when deleted, folders with all that is in them", async () => {
    await using test = await trackingFixture();
    const { artifacts } = test.tracking;
    await artifacts.put("0/r/artifacts/model/weights", body("123"));
    await artifacts.delete("0/r/artifacts/model");
    await expect(artifacts.open("0/r/artifacts/model/weights")).rejects.toMatchObject({ code: "notFound" });
    await expect(artifacts.delete("0/r/artifacts/model")).rejects.toMatchObject({ code: "notFound" });
  });

  it("that break off while they are sent leave what was there before, and no trace", async () => {
    await using test = await trackingFixture();
    const { artifacts } = test.tracking;
    await artifacts.put("0/r/artifacts/a.txt", body("whole"));
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from("ha");
        throw new Error("connection lost");
      })(),
    );
    await expect(artifacts.put("0/r/artifacts/a.txt", broken)).rejects.toThrow("connection lost");
    expect(await readFile(join(test.artifactRoot, "0/r/artifacts/a.txt"), "utf8")).toBe("whole");
    expect(await readdir(join(test.artifactRoot, "0/r/artifacts"))).toEqual(["a.txt"]);
  });

  it.each(["../x", "0/../../x", "/etc/passwd", "0/./x", "a\\..\\x", "a\u0000b", "a#b", "a//b", "C:/x", "a\nb"])(
    "do not have the path %j",
    async (path) => {
      await using test = await trackingFixture();
      const { artifacts } = test.tracking;
      const refused = { code: "invalidParameter" };
      await expect(artifacts.put(path, body("x"))).rejects.toMatchObject(refused);
      await expect(artifacts.open(path)).rejects.toMatchObject(refused);
      await expect(artifacts.list(path)).rejects.toMatchObject(refused);
      await expect(artifacts.delete(path)).rejects.toMatchObject(refused);
      expect(await readdir(test.folder)).not.toContain("x");
    },
  );

  it("cannot be reached through links that lead out of the folder", async () => {
    await using test = await trackingFixture();
    const { artifacts } = test.tracking;
    const outside = join(test.folder, "outside");
    await mkdir(outside);
    await writeFile(join(outside, "secret"), "s");
    await artifacts.put("0/r/artifacts/a.txt", body("x"));
    await symlink(outside, join(test.artifactRoot, "0/r/artifacts/link"));
    await expect(artifacts.open("0/r/artifacts/link/secret")).rejects.toMatchObject({ code: "notFound" });
    await expect(artifacts.put("0/r/artifacts/link/new", body("x"))).rejects.toMatchObject({
      code: "invalidParameter",
    });
    await expect(artifacts.put("0/r/artifacts/link/deep/new", body("x"))).rejects.toMatchObject({
      code: "invalidParameter",
    });
    await expect(artifacts.delete("0/r/artifacts/link/secret")).rejects.toMatchObject({ code: "notFound" });
    expect(await artifacts.list("0/r/artifacts")).toMatchObject([{ path: "0/r/artifacts/a.txt" }]);
    await artifacts.delete("0/r/artifacts/link");
    expect(await readdir(outside)).toEqual(["secret"]);
  });

  it("are not files and folders at once", async () => {
    await using test = await trackingFixture();
    const { artifacts } = test.tracking;
    await artifacts.put("0/r/artifacts/a", body("x"));
    await expect(artifacts.put("0/r/artifacts/a/b", body("x"))).rejects.toMatchObject({ code: "invalidParameter" });
    await artifacts.put("0/r/artifacts/d/b", body("x"));
    await expect(artifacts.put("0/r/artifacts/d", body("x"))).rejects.toMatchObject({ code: "invalidParameter" });
    await expect(artifacts.open("0/r/artifacts/d")).rejects.toMatchObject({ code: "notFound" });
  });

  it("tell that their run has changed", async () => {
    await using test = await trackingFixture();
    const { id } = await test.tracking.runs.create({ experimentId: "0", tags: [] });
    test.changes.length = 0;
    await test.tracking.artifacts.put(`0/${id}/artifacts/a`, body("x"));
    expect(test.changes).toEqual([{ run: { id, experimentId: "0", summary: true, metrics: false } }]);
  });
});
