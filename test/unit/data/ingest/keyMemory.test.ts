import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { JournalRecord } from "../../../../src/data/ingest/journal.ts";
import { fileKey, openKeyMemory } from "../../../../src/data/ingest/keyMemory.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const record = (key: string, at = Date.now()): JournalRecord => ({
  at,
  key,
  hash: "hash",
  answer: { accepted: 1, quarantined: 0, reasons: [], folder: "rows" },
  rows: [],
  quarantined: [],
  replayed: [],
});

it("the log of keys is written anew while it grows, with the keys that still count", async () => {
  await using folder = await temporaryFolder();
  const memory = await openKeyMemory(folder.path);
  const yesterday = Date.now() - 25 * 3_600_000;
  const batches = [
    Array.from({ length: 100 }, (_, at) => record(`old ${at}`, yesterday)),
    ...Array.from({ length: 50 }, (_, batch) => [
      record(`new ${batch}`),
      ...Array.from({ length: 100 }, (_, at) => record(fileKey("file", batch * 100 + at))),
    ]),
  ];
  for (const records of batches) {
    for (const each of records) memory.remember(each);
    await memory.keep(records);
  }
  const lines = (await readFile(join(folder.path, "keys.jsonl"), "utf8")).split("\n").filter((line) => line !== "");
  expect(lines.length).toBeLessThan(2500);
  for (const each of [memory, await openKeyMemory(folder.path)]) {
    expect(each.answer("new 0", "hash")).toEqual(record("").answer);
    expect(each.answer("new 49", "hash")).toEqual(record("").answer);
    expect(each.answer("old 99", "hash")).toBeUndefined();
    expect(each.ofFile(fileKey("file", 4000))?.hash).toBe("hash");
    expect(each.ofFile(fileKey("file", 3999))).toBeUndefined();
  }
});
