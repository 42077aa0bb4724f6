import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JournalRecord } from "../../../../src/data/ingest/journal.ts";
import { openQuarantine } from "../../../../src/data/ingest/quarantine.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const row = (id: string) => ({ id, at: 1, row: `{"id": "${id}"}`, reasons: [] });

const recordOf = (quarantined: readonly string[], replayed: readonly string[] = []): JournalRecord => ({
  at: 1,
  key: null,
  hash: "",
  answer: { accepted: 0, quarantined: quarantined.length, reasons: [], folder: "rows" },
  rows: [],
  quarantined: quarantined.map(row),
  replayed: [...replayed],
});

const ids = (count: number, prefix: string) => Array.from({ length: count }, (_, at) => `${prefix}${at}`);
const linesOf = async (folder: string) => (await readFile(join(folder, "events.jsonl"), "utf8")).split("\n").length;
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe("the log of a quarantine", () => {
  it("is written anew when most of it is about rows that have gone", async () => {
    await using folder = await temporaryFolder();
    const quarantine = await openQuarantine(folder.path);
    const many = ids(3000, "a");
    for (const record of [recordOf([...many, "kept", "dropped"]), recordOf([], many)]) {
      quarantine.remember(record);
      await quarantine.keep([record]);
    }
    await quarantine.change("kept", '{"id": 1}', []);
    await quarantine.discard(["dropped"]);
    expect(await linesOf(folder.path)).toBeLessThan(20);
    for (const each of [quarantine, await openQuarantine(folder.path)]) {
      expect(each.list()).toEqual([{ ...row("kept"), row: '{"id": 1}' }]);
      expect(idsOf(each.discarded())).toEqual(["dropped"]);
    }
    expect(await quarantine.restore(["dropped"])).toBe(1);
    expect(idsOf((await openQuarantine(folder.path)).list())).toEqual(["kept", "dropped"]);
  });

  it("loses nothing that is written meanwhile", async () => {
    await using folder = await temporaryFolder();
    const quarantine = await openQuarantine(folder.path);
    const records = ids(40, "").map((each) => recordOf(ids(100, `${each}-`)));
    await Promise.all(
      records.map(async (record, at) => {
        quarantine.remember(record);
        await quarantine.keep([record]);
        const left = idsOf(record.quarantined);
        const gone = recordOf([], left.slice(1));
        quarantine.remember(gone);
        await quarantine.keep([gone]);
        if (at % 2 === 0) await quarantine.discard(left);
      }),
    );
    const again = await openQuarantine(folder.path);
    expect(idsOf(again.list()).sort()).toEqual(idsOf(quarantine.list()).sort());
    expect(again.list()).toHaveLength(20);
    expect(again.discarded()).toHaveLength(20);
  });

  it("doesn't bring rows back that the journal names again after a crash", async () => {
    await using folder = await temporaryFolder();
    const put = recordOf(ids(2000, "a"));
    const gone = recordOf([], ids(1999, "a"));
    const quarantine = await openQuarantine(folder.path);
    quarantine.remember(put);
    quarantine.remember(gone);
    await quarantine.discard(["a1999"]);
    await quarantine.keep([put]);
    // The engine is killed before the segment is removed, and while the log was written anew once more.
    await writeFile(join(folder.path, "events.jsonl.tmp"), '{"put":');
    const again = await openQuarantine(folder.path);
    again.remember(put);
    again.remember(gone);
    expect(again.list()).toEqual([]);
    expect(idsOf(again.discarded())).toEqual(["a1999"]);
  });
});

describe("the bounds of a quarantine", () => {
  it("count bytes of rows and reasons, of what waits and of what was discarded", async () => {
    await using folder = await temporaryFolder();
    const quarantine = await openQuarantine(folder.path);
    const long = { id: "a", at: 1, row: '{"é": 1}', reasons: [{ column: null, check: null, message: "Nö." }] };
    const record = { ...recordOf(["b"]), quarantined: [long, row("b")] };
    quarantine.remember(record);
    await quarantine.keep([record]);
    expect(quarantine.amount("here")).toEqual({ rows: 2, bytes: 9 + 4 + 11 });
    await quarantine.discard(["a"]);
    await quarantine.change("b", "{}", []);
    for (const each of [quarantine, await openQuarantine(folder.path)]) {
      expect(each.amount("here")).toEqual({ rows: 1, bytes: 2 });
      expect(each.amount("discarded")).toEqual({ rows: 1, bytes: 13 });
    }
    await quarantine.restore(["a"]);
    expect(quarantine.amount("discarded")).toEqual({ rows: 0, bytes: 0 });
    const gone = recordOf([], ["a", "b"]);
    quarantine.remember(gone);
    expect(quarantine.amount("here")).toEqual({ rows: 0, bytes: 0 });
  });

  it("let go of what was discarded first, so that the latest 64 MiB can be brought back", async () => {
    await using folder = await temporaryFolder();
    const quarantine = await openQuarantine(folder.path);
    const large = ids(9, "a").map((id) => ({ ...row(id), row: `{"x": "${"y".repeat(8 * 2 ** 20 - 9)}"}` }));
    for (const each of large) {
      const record = { ...recordOf([]), quarantined: [each] };
      quarantine.remember(record);
      await quarantine.keep([record]);
      await quarantine.discard([each.id]);
    }
    expect(idsOf(quarantine.discarded())).toEqual(ids(9, "a").slice(1));
    expect(quarantine.amount("discarded").bytes).toBe(64 * 2 ** 20);
  });
});
