import { createHash } from "node:crypto";
import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createContentHasher } from "../../../../src/data/content/contentHash.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

it("is SHA-256 of one file, and of the hashes of several in their order", async () => {
  await using folder = await temporaryFolder();
  const [a, b] = [join(folder.path, "a"), join(folder.path, "b")];
  await writeFile(a, "one");
  await writeFile(b, "two");
  const { hash } = createContentHasher();
  expect(await hash([a])).toBe(sha256("one"));
  expect(await hash([a, b])).toBe(sha256(`${sha256("one")}\n${sha256("two")}\n`));
  expect(await hash([b, a])).not.toBe(await hash([a, b]));
});

it("reads a file again when its size or time has changed, and not otherwise", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "a");
  const then = new Date(2020, 1, 1);
  const write = async (text: string, time: Date): Promise<void> => {
    await writeFile(file, text);
    await utimes(file, time, time);
  };
  const { hash } = createContentHasher();
  await write("one", then);
  expect(await hash([file])).toBe(sha256("one"));
  await write("two", then);
  expect(await hash([file])).toBe(sha256("one"));
  await write("two", new Date(2021, 1, 1));
  expect(await hash([file])).toBe(sha256("two"));
  await write("three", new Date(2021, 1, 1));
  expect(await hash([file])).toBe(sha256("three"));
});

it("rejects when a file is not there, or nobody wants it any more", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "a");
  const { hash } = createContentHasher();
  await expect(hash([file])).rejects.toThrow("ENOENT");
  await writeFile(file, "one");
  await expect(hash([file], AbortSignal.abort())).rejects.toThrow("aborted");
});
