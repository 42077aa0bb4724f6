import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findModelFolders, readModelFolder } from "../../../../src/tracking/models/modelFolder.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

describe("a model's folder", () => {
  it("is listed with sizes, its description and its requirements", async () => {
    await using folder = await temporaryFolder();
    await write(folder.path, {
      MLmodel: "flavors: {onnx: {onnx_version: '1.17'}}",
      "data/weights.bin": "12345",
      "requirements.txt": "mlflow==3.17.2\n\nonnx==1.17\n",
      ".tidemark-upload-1": "half",
    });
    expect(await readModelFolder(folder.path)).toMatchObject({
      files: [
        { path: "MLmodel", size: 39 },
        { path: "data/weights.bin", size: 5 },
        { path: "requirements.txt", size: 27 },
      ],
      size: 71,
      cut: false,
      description: { flavors: [{ name: "onnx", version: "1.17" }], signature: null },
      problem: null,
      requirements: ["mlflow==3.17.2", "onnx==1.17"],
    });
  });

  it("may be missing, empty or have an MLmodel file that can't be read", async () => {
    await using folder = await temporaryFolder();
    const problem = async () => (await readModelFolder(join(folder.path, "m"))).problem;
    expect(await problem()).toBe("There is no MLmodel file.");
    await write(folder.path, { "m/MLmodel": "a: [" });
    expect(await problem()).toMatch(/^MLmodel cannot be read/);
    await write(folder.path, { "m/MLmodel": "#".repeat(1_000_001) });
    expect(await problem()).toMatch(/larger than 1 MB/);
  });

  it("does not lead out by a link", async () => {
    await using folder = await temporaryFolder();
    await write(folder.path, { "secret/MLmodel": "flavors: {}", "secret/key": "k" });
    await mkdir(join(folder.path, "m"));
    await symlink(join(folder.path, "secret", "MLmodel"), join(folder.path, "m", "MLmodel"));
    await symlink(join(folder.path, "secret"), join(folder.path, "m", "more"));
    expect(await readModelFolder(join(folder.path, "m"))).toMatchObject({ files: [], description: null });
  });
});

describe("a run's artifacts", () => {
  it("are models where they hold an MLmodel file", async () => {
    await using folder = await temporaryFolder();
    await write(folder.path, {
      "model/MLmodel": "",
      "model/components/inner/MLmodel": "",
      "deep/er/best/MLmodel": "",
      "plots/a.png": "",
    });
    expect(await findModelFolders(folder.path)).toEqual(["deep/er/best", "model"]);
    expect(await findModelFolders(join(folder.path, "missing"))).toEqual([]);
  });
});
