import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelDbLog } from "../../../../../src/transfer/import/files/levelDbLog.ts";
import { temporaryFolder } from "../../../../support/temporaryFolder.ts";
import { levelDbFile } from "./levelDbFile.ts";

const prelude = Buffer.from("3a572642e1be00", "hex");

/** Each record says which one it is, and is often longer than a block. */
const written = fc
  .array(fc.integer({ min: 4, max: 70_000 }), { minLength: 1, maxLength: 6 })
  .map((lengths) => lengths.map((length, index) => Buffer.alloc(length, index + 1)));

describe("a log in LevelDB's format", () => {
  it("gives its records back, whatever their lengths", async () => {
    await fc.assert(
      fc.asyncProperty(written, async (records) => {
        expect(await read(levelDbFile(prelude, records))).toEqual({ records: records.map(described), damages: [] });
      }),
      { numRuns: 40 },
    );
  });

  it("leaves less than a header empty at a block's end", async () => {
    const records = [Buffer.alloc(32_768 - 7 - 7 - 3, 1), Buffer.alloc(9, 2)];
    expect(await read(levelDbFile(prelude, records))).toEqual({ records: records.map(described), damages: [] });
  });

  it("may end in a record that is still being written", async () => {
    await fc.assert(
      fc.asyncProperty(written, fc.nat(), async (records, cut) => {
        const file = levelDbFile(prelude, records);
        const { records: found, damages } = await read(file.subarray(0, cut % file.length));
        expect(damages).toEqual([]);
        expect(found).toEqual(records.map(described).slice(0, found.length));
      }),
      { numRuns: 40 },
    );
  });

  it("loses what a flipped bit hits, goes on behind it, and says where", async () => {
    const records = Array.from({ length: 40 }, (_, index) => Buffer.alloc(3000, index + 1));
    const file = levelDbFile(prelude, records);
    file.writeUInt8(file.readUInt8(40_000) ^ 1, 40_000);
    const { records: found, damages } = await read(file);
    // Record 11 goes from the first block into the second, which is damaged in record 13.
    expect(found.map(([byte]) => byte)).toEqual([...range(1, 13), ...range(23, 40)]);
    expect(damages).toEqual([expect.stringMatching(/^damaged at byte \d+: /)]);
  });

  it("never gives a record that was not written", async () => {
    await fc.assert(
      fc.asyncProperty(written, fc.nat(), fc.nat(7), fc.nat(), async (records, place, bit, cut) => {
        const file = levelDbFile(prelude, records);
        const at = place % file.length;
        file.writeUInt8(file.readUInt8(at) ^ (1 << bit), at);
        const { records: found } = await read(file.subarray(0, file.length - (cut % 100)));
        const originals = records.map((record) => JSON.stringify(described(record)));
        for (const each of found) expect(originals).toContain(JSON.stringify(each));
      }),
      { numRuns: 80 },
    );
  });
});

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Its byte and how often it stands there, which is quicker to compare than the record. */
const described = (record: Uint8Array): readonly number[] => {
  const [byte = 0] = record;
  return record.every((each) => each === byte) ? [byte, record.length] : [...record];
};

async function read(bytes: Uint8Array) {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "log");
  await writeFile(file, bytes);
  const records: (readonly number[])[] = [];
  const damages: string[] = [];
  for await (const block of levelDbLog(file, bytes.length, prelude.length)) {
    records.push(...block.records.map(described));
    if (block.damage !== undefined) damages.push(block.damage);
  }
  return { records, damages };
}
