import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tfRecords } from "../../../../../src/transfer/import/files/tfRecords.ts";
import { temporaryFolder } from "../../../../support/temporaryFolder.ts";
import { tfRecordFile } from "./tfRecordFile.ts";

const records = fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 1, maxLength: 20 });

describe("a TFRecord file", () => {
  it("gives its records back", async () => {
    const written = Array.from({ length: 300 }, (_, index) => new Uint8Array(index * 30).fill(index));
    expect(await read(tfRecordFile(written))).toEqual({ records: written, damage: undefined });
  });

  it("has a record larger than what is read at once", async () => {
    const written = [new Uint8Array(10), new Uint8Array(1_500_000).fill(7), new Uint8Array(20).fill(1)];
    expect(await read(tfRecordFile(written))).toEqual({ records: written, damage: undefined });
  });

  it("is read up to the size that it had when it was looked at", async () => {
    const written = [new Uint8Array(8), new Uint8Array(8)];
    expect((await read(tfRecordFile(written), 24)).records).toEqual([new Uint8Array(8)]);
  });

  it("may end in a record that is still being written", async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.nat(), async (written, cut) => {
        const file = tfRecordFile(written);
        const { records: found, damage } = await read(file.subarray(0, cut % file.length));
        expect(damage).toBeUndefined();
        expect(found).toEqual(written.slice(0, found.length));
      }),
      { numRuns: 60 },
    );
  });

  it("ends where a bit was flipped, and says where", async () => {
    await fc.assert(
      fc.asyncProperty(records, fc.nat(), fc.nat(7), async (written, place, bit) => {
        const file = tfRecordFile(written);
        const at = place % file.length;
        file.writeUInt8(file.readUInt8(at) ^ (1 << bit), at);
        const { records: found, damage } = await read(file);
        expect(found).toEqual(written.slice(0, found.length));
        expect(found.length).toBeLessThan(written.length);
        expect(damage).toMatch(/damaged at byte \d+/);
      }),
      { numRuns: 60 },
    );
  });

  it("is damaged when it can't be read", async () => {
    await using folder = await temporaryFolder();
    const blocks = [];
    for await (const block of tfRecords(join(folder.path, "gone"), 10)) blocks.push(block);
    expect(blocks).toEqual([{ records: [], damage: expect.stringMatching(/^can't be read: ENOENT/) }]);
  });
});

async function read(bytes: Uint8Array, size = bytes.length) {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "records");
  await writeFile(file, bytes);
  const found: Uint8Array[] = [];
  let damage: string | undefined;
  for await (const block of tfRecords(file, size)) {
    found.push(...block.records);
    damage = block.damage;
  }
  return { records: found, damage };
}
