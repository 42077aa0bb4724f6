import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { artifactKind, isText } from "../../../src/editor/artifacts/artifactKind.ts";
import { fileInFolder } from "../../../src/editor/artifacts/locateArtifact.ts";
import { previewArtifact } from "../../../src/editor/panels/previewArtifact.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "tidemark-artifacts-"));
  await mkdir(join(root, "run", "plots"), { recursive: true });
  await writeFile(join(root, "secret.txt"), "secret");
  await writeFile(join(root, "run", "plots", "..roc.png"), "");
});
afterEach(() => rm(root, { recursive: true }));

describe("an artifact's file", () => {
  it("is found in its run's folder, also under a name that begins with dots", async () => {
    const folder = join(root, "run");
    expect(await fileInFolder(folder, "plots/..roc.png")).toBe(join(folder, "plots", "..roc.png"));
    expect(await fileInFolder(folder, "")).toBe(join(root, "run"));
  });

  it.each(["../secret.txt", "plots/../../secret.txt"])("is never outside of it: %s", async (path) => {
    await expect(fileInFolder(join(root, "run"), path)).rejects.toMatchObject({ code: "permissionDenied" });
  });

  it("is not what a symbolic link outside leads to", async () => {
    await symlink(join(root, "secret.txt"), join(root, "run", "link.txt"));
    await expect(fileInFolder(join(root, "run"), "link.txt")).rejects.toMatchObject({ code: "permissionDenied" });
  });

  it("may be gone, or be kept elsewhere", async () => {
    await expect(fileInFolder(join(root, "run"), "gone.txt")).rejects.toMatchObject({ code: "notFound" });
    await expect(fileInFolder(null, "x")).rejects.toMatchObject({ code: "notFound" });
  });
});

describe("text", () => {
  it.each([
    ["plain", "epoch 1\tloss 0.5\r\n", true],
    ["with colours", "\u001b[31mred\u001b[0m", true],
    ["in other scripts", "精度 0.9 ✓", true],
    ["empty", "", true],
    ["with a zero byte", "a\u0000b", false],
  ])("is told from binary: %s", (_, text, expected) => {
    expect(isText(new TextEncoder().encode(text))).toBe(expected);
  });

  it("may be cut in the middle of a character, but is UTF-8", () => {
    const bytes = new TextEncoder().encode("精度");
    expect(isText(bytes.subarray(0, 4))).toBe(true);
    expect(isText(new Uint8Array([0x61, 0xff, 0xfe]))).toBe(false);
  });
});

describe("a preview", () => {
  const address = (file: string): string => `webview:${file}`;
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const file = join(root, name);
    await writeFile(file, content);
    return file;
  };

  it("shows images, SVG too, by address and never as markup", async () => {
    const file = await write("plot.SVG", "<svg onload='alert(1)'/>");
    expect(await previewArtifact(file, address)).toEqual({ kind: "image", url: `webview:${file}` });
    expect(await previewArtifact(file, () => null)).toMatchObject({ kind: "none" });
  });

  it("shows text, cut where it gets too long", async () => {
    expect(await previewArtifact(await write("a.log", "hello"), address)).toEqual({
      kind: "text",
      text: "hello",
      truncated: false,
    });
    const long = await previewArtifact(await write("b.log", "é".repeat(400_000)), address);
    expect(long).toMatchObject({ kind: "text", truncated: true });
    expect(long.kind === "text" && long.text.length).toBe(256_000);
  });

  it("says what a binary file is instead of showing it", async () => {
    expect(await previewArtifact(await write("m.pkl", new Uint8Array(2000)), address)).toEqual({
      kind: "none",
      reason: "This is a binary file (2 kB).",
    });
  });
});

describe("a kind", () => {
  it("is told by the name", () => {
    expect(["a.png", "b.ipynb", "c.csv", "noending"].map(artifactKind)).toEqual([
      "image",
      "notebook",
      "other",
      "other",
    ]);
  });
});
