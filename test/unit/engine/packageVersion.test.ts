import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageVersion } from "../../../src/engine/packageVersion.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

describe("package version", () => {
  it("is that of the Tidemark package around a file, through links and past other packages", async () => {
    await using folder = await temporaryFolder();
    const inner = join(folder.path, "dist", "inner");
    await mkdir(inner, { recursive: true });
    await writeFile(join(folder.path, "package.json"), '{"name":"tidemark","version":"1.2.3"}');
    await writeFile(join(folder.path, "dist", "package.json"), '{"type":"module"}');
    await writeFile(join(inner, "engine.mjs"), "");
    await symlink(join(inner, "engine.mjs"), join(folder.path, "link.mjs"));
    expect(packageVersion(join(inner, "engine.mjs"))).toBe("1.2.3");
    expect(packageVersion(join(folder.path, "link.mjs"))).toBe("1.2.3");
  });

  it("is an error outside of one", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "engine.mjs"), "");
    expect(() => packageVersion(join(folder.path, "engine.mjs"))).toThrow("no Tidemark package");
  });
});
