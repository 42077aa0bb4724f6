import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { checkDatasets } from "../../../../src/data/checks/checkDatasets.ts";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { literal } from "../../../../src/data/duckdb/sql.ts";
import { checkRows } from "../../../../src/data/ingest/checkRows.ts";
import { RowContracts } from "../../../../src/data/ingest/contracts.ts";
import { journalFolder } from "../../../../src/data/ingest/folders.ts";
import { Intake } from "../../../../src/data/ingest/intake.ts";
import { beginSegment, readSegment, segmentNames } from "../../../../src/data/ingest/journal.ts";
import { placeSegment } from "../../../../src/data/ingest/parquetParts.ts";
import { splitRows } from "../../../../src/data/ingest/splitRows.ts";
import type { JournalEvent } from "../../../../src/protocol/ingestRequests.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const config = `
datasets:
  a:
    source: a
    columns:
      n: {type: integer, min: -5, max: 1e3}
      d: {type: number, finite: true, required: false}
      t: {type: date, min: 2026-01-01, required: false}
      s: {values: [x, "1", 2, true], required: false}
      p: {pattern: "^a", min_length: 2, max_length: 3, special_characters: false, required: false}
      q: {null_spellings: false, surrounding_space: false, nulls: false}
    checks:
      - expression: "n IS NULL OR d IS NULL OR n < d"
`;

async function workspaceWith(text: string) {
  const folder = await temporaryFolder();
  await writeFile(join(folder.path, "tidemark.yaml"), text);
  return folder;
}

const idsIn = async (database: Database, workspace: string): Promise<string[]> => {
  using session = await database.session();
  const files = literal(join(workspace, "a/**/*.parquet"));
  const rows = await session.rows(
    z.object({ n: z.string() }),
    `SELECT n::VARCHAR AS n FROM ${`read_parquet(${files})`}`,
  );
  return rows.map(({ n }) => n).sort();
};

const intake = (database: Database, workspace: string): Intake => {
  const onJournal = ({ trouble }: JournalEvent): void => {
    if (trouble !== null) throw new Error(trouble);
  };
  return new Intake("a", { workspace, database, contracts: new RowContracts(database, workspace), onJournal });
};

describe("rows one by one", () => {
  it("fail the checks that they fail in a file", async () => {
    await using folder = await workspaceWith(config);
    await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
    const { contract, session } = await new RowContracts(database, folder.path).of("a");
    const texts = [
      "1",
      "-6",
      "1e3",
      "1001",
      " 7",
      "x",
      "NaN",
      "inf",
      "2026-01-31",
      "2025-12-31",
      "true",
      "ab",
      "abcd",
      "a\u200b",
      "NA",
      "é ",
    ];
    for (const value of texts) {
      const row = { n: value, d: value, t: value, s: value, p: value, q: value };
      const [judged] = await checkRows(session, contract, splitRows(JSON.stringify(row), "json"));
      const own = (judged?.reasons ?? []).map(({ check }) => check).sort();

      // The same row as a file.
      await writeFile(
        join(folder.path, "row.csv"),
        `n,d,t,s,p,q\n${Object.values(row)
          .map((text) => `"${text}"`)
          .join(",")}\n`,
      );
      await writeFile(join(folder.path, "tidemark.yaml"), config.replace("source: a", "source: row.csv"));
      using asking = await database.session();
      const asked = { datasets: ["a"] };
      const checked = await checkDatasets({ session: asking, workspace: folder.path, asked, report: () => undefined });
      const failed = checked.datasets.flatMap(({ outcomes }) => outcomes.filter(({ state }) => state !== "passed"));
      expect([value, own]).toEqual([value, failed.map(({ id }) => id).sort()]);
    }
  });

  it("are in a file once, even when a segment is put there again", async () => {
    await using folder = await workspaceWith(config);
    await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
    const journal = journalFolder(folder.path, "a");
    const head = { folder: "a", columns: [{ name: "n" }], nulls: [] };
    const answer = { accepted: 2, quarantined: 0, reasons: [], folder: "a" };
    for (const number of [1, 2]) {
      const segment = await beginSegment(journal, number, head);
      const rows: [string, string][] = [
        [`{"n": "${number}a"}`, "2026-01-31"],
        [`{"n": "${number}b", "N": 5}`, "2026-02-01"],
      ];
      await segment.append([{ at: 0, key: null, hash: "", answer, rows, quarantined: [], replayed: [] }]);
      await segment.close();
    }
    for (const name of await segmentNames(journal)) {
      const segment = await readSegment(journal, name);
      if (segment === undefined) throw new Error(`${name} can't be read.`);
      for (const _ of ["once", "again"]) {
        using session = await database.session();
        await placeSegment(session, folder.path, segment);
      }
    }
    expect(await idsIn(database, folder.path)).toEqual(["1a", "1b", "2a", "2b"]);
    expect(await readdir(join(folder.path, "a"))).toEqual(["day=2026-01-31", "day=2026-02-01"]);
    expect(await readdir(join(folder.path, "a", "day=2026-01-31"))).toEqual(["rows-000001.parquet"]);
  });

  it("are checked by the contract as it is when they come, and the others aren't hindered when it changes", async () => {
    await using folder = await workspaceWith(config);
    await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
    const rows = intake(database, folder.path);
    const all = [];
    for (let n = 1; n <= 40; n += 1) {
      if (n % 5 === 0) {
        await writeFile(join(folder.path, "next.yaml"), config.replace("max: 1e3", `max: ${1000 + n}`));
        await rename(join(folder.path, "next.yaml"), join(folder.path, "tidemark.yaml"));
      }
      all.push(rows.append(`[{"n": ${n}, "q": "a"}]`, "json", null));
    }
    expect((await Promise.all(all)).every(({ accepted }) => accepted === 1)).toBe(true);
    expect(await rows.append('[{"n": 1041, "q": "a"}, {"n": 1040, "q": "a"}]', "json", null)).toMatchObject({
      accepted: 1,
      reasons: [{ index: 0, message: '"n": "1041" is above 1040.' }],
    });
    await rows.settle();
    expect((await idsIn(database, folder.path)).length).toBe(41);
  });

  it("leave quarantine once, though several ask for it at the same time", async () => {
    await using folder = await workspaceWith(config);
    await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
    const rows = intake(database, folder.path);
    await rows.append('[{"n": 2000, "q": "q"}, {"n": 3000, "q": "q"}]', "json", null);
    const [one = "", other = ""] = (await rows.quarantine()).list().map(({ id }) => id);
    await writeFile(join(folder.path, "tidemark.yaml"), config.replace("max: 1e3", "max: 1e4"));
    // While the first is checked the others wait, to be checked together.
    const answers = await Promise.allSettled([
      rows.replay([one]),
      rows.replay([other]),
      rows.replay([other]),
      rows.fix(other, '{"n": 4000, "q": "q"}'),
    ]);
    expect(answers).toMatchObject([
      { value: { accepted: 1, remaining: 0 } },
      { value: { accepted: 1, remaining: 0 } },
      { value: { accepted: 0, remaining: 0 } },
      { reason: { code: "conflict" } },
    ]);
    await rows.settle();
    expect(await idsIn(database, folder.path)).toEqual(["2000", "3000"]);
  });

  it("that are replayed and fail have the reasons of now", async () => {
    await using folder = await workspaceWith(config);
    await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
    const rows = intake(database, folder.path);
    await rows.append('[{"n": 2000, "q": "q"}, {"n": 3000, "q": "q"}]', "json", null);
    const messages = async () =>
      (await rows.quarantine()).list().map(({ reasons }) => reasons.map(({ message }) => message));
    expect(await messages()).toEqual([['"n": "2000" is above 1000.'], ['"n": "3000" is above 1000.']]);
    await writeFile(join(folder.path, "tidemark.yaml"), config.replace("max: 1e3", "max: 2500"));
    const ids = (await rows.quarantine()).list().map(({ id }) => id);
    expect(await rows.replay(ids)).toEqual({ accepted: 1, remaining: 1 });
    expect(await messages()).toEqual([['"n": "3000" is above 2500.']]);
    await rows.settle();
    const again = intake(database, folder.path);
    expect((await again.quarantine()).list()).toEqual((await rows.quarantine()).list());
  });

  it("are turned away when quarantine would hold more than 64 MiB of them, and good ones aren't", async () => {
    await using folder = await workspaceWith(config);
    await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
    const rows = intake(database, folder.path);
    const long = JSON.stringify({ n: "no number", q: "q", x: "x".repeat(14 * 2 ** 20) });
    for (let sent = 0; sent < 4; sent += 1) {
      expect(await rows.append(long, "json", null)).toMatchObject({ quarantined: 1 });
    }
    await expect(rows.append(long, "json", null)).rejects.toThrow("Quarantine holds 100,000 rows or 64 MiB");
    expect(await rows.append('{"n": 1, "q": "q"}', "json", null)).toMatchObject({ accepted: 1 });
    await rows.settle();
  });

  it("wait while the declaration is being saved", async () => {
    await using folder = await workspaceWith(config);
    await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
    const rows = intake(database, folder.path);
    await rows.append('[{"n": 1, "q": "a"}]', "json", null);
    await writeFile(join(folder.path, "tidemark.yaml"), "");
    const waiting = rows.append('[{"n": 2, "q": "a"}]', "json", null);
    await writeFile(join(folder.path, "tidemark.yaml"), config);
    expect(await waiting).toMatchObject({ accepted: 1 });
    await writeFile(join(folder.path, "tidemark.yaml"), "");
    await expect(rows.append('[{"n": 3, "q": "a"}]', "json", null)).rejects.toMatchObject({ code: "notFound" });
    await rows.settle();
  });

  it("leave out what a crash cut off, and say where acknowledged rows can't be read", async () => {
    await using folder = await workspaceWith(config);
    await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
    const journal = journalFolder(folder.path, "a");
    await intake(database, folder.path).append('[{"n": 1, "q": "a"}]', "json", null);
    const [name = ""] = await segmentNames(journal);
    const whole = await readFile(join(journal, name), "utf8");

    await writeFile(join(journal, name), `${whole}[{"at": 1, "key`);
    expect((await readSegment(journal, name))?.records.length).toBe(1);
    await writeFile(
      join(journal, name),
      whole.replace('"accepted"', "accepted").concat(whole.split("\n")[1] ?? "", "\n"),
    );
    await expect(readSegment(journal, name)).rejects.toMatchObject({ code: "storeDamaged" });
    await writeFile(join(journal, name), whole);
    await intake(database, folder.path).settle();
    expect(await idsIn(database, folder.path)).toEqual(["1"]);
    expect(await segmentNames(journal)).toEqual([]);
  });
});
