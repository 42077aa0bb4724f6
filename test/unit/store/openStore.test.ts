import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { migrate } from "../../../src/store/migrate.ts";
import { migrations } from "../../../src/store/migrations/migrations.ts";
import { openStore } from "../../../src/store/openStore.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { insertRun } from "./testStore.ts";

const isRoot = process.getuid?.() === 0;

describe("opening a store", () => {
  it("makes one with the Default experiment", async () => {
    await using folder = await temporaryFolder();
    using store = openStore(join(folder.path, "store.db"));
    expect(store.tables.experiments.byName("Default")).toMatchObject({
      id: 0,
      experiment_id: "0",
      lifecycle: "active",
    });
    expect(store.salvaged).toBeNull();
  });

  it("finds what was written before", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    const before = openStore(file);
    await before.write((tables) => insertRun(tables, "a"));
    before.dispose();
    using after = openStore(file);
    expect(after.tables.runs.byId("a")).toMatchObject({ run_id: "a" });
    expect(readdirSync(folder.path).filter((name) => name.endsWith(".bak"))).toEqual([]);
  });

  it("for reading shows what is committed, and refuses to write", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    using writer = openStore(file);
    using reader = openStore(file, { readonly: true });
    await writer.write((tables) => insertRun(tables, "a"));
    expect(reader.tables.runs.byId("a")).toBeDefined();
    await expect(reader.write(() => 0)).rejects.toMatchObject({ code: "readOnly" });
  });

  it.skipIf(isRoot)("says that the folder is write-protected", async () => {
    await using folder = await temporaryFolder();
    chmodSync(folder.path, 0o500);
    expect(() => openStore(join(folder.path, "store.db"))).toThrow(expect.objectContaining({ code: "readOnly" }));
    chmodSync(folder.path, 0o700);
  });

  it("says that the folder is missing", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "nowhere", "store.db");
    expect(() => openStore(file)).toThrow(expect.objectContaining({ code: "readOnly" }));
  });

  it("refuses a store of a newer version and leaves it as it is", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    openStore(file).dispose();
    const newer = new Database(file);
    newer.pragma(`user_version = ${migrations.length + 1}`);
    newer.close();
    expect(() => openStore(file)).toThrow(expect.objectContaining({ code: "storeTooNew" }));
    const after = new Database(file);
    expect(after.pragma("user_version", { simple: true })).toBe(migrations.length + 1);
    after.close();
  });

  it("refuses another program's database", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    const other = new Database(file);
    other.exec("CREATE TABLE theirs (a)");
    other.close();
    expect(() => openStore(file)).toThrow(expect.objectContaining({ code: "storeDamaged", data: { foreign: true } }));
    expect(existsSync(file)).toBe(true);
  });
});

describe("migrating", () => {
  const steps = ["CREATE TABLE a (x); INSERT INTO a VALUES (1)", "ALTER TABLE a ADD COLUMN y", "CREATE TABLE b (z)"];
  const at = (file: string, count: number): void => {
    const db = new Database(file);
    try {
      migrate(db, file, steps.slice(0, count));
    } finally {
      db.close();
    }
  };

  it("runs only what a store has not seen, and keeps a copy of how it was", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    at(file, 1);
    expect(existsSync(`${file}.v1.bak`)).toBe(false);
    at(file, 3);
    const copy = new Database(`${file}.v1.bak`, { readonly: true });
    expect(copy.prepare("SELECT * FROM a").all()).toEqual([{ x: 1 }]);
    copy.close();
    const db = new Database(file);
    expect(db.prepare("SELECT * FROM a").all()).toEqual([{ x: 1, y: null }]);
    expect(db.pragma("user_version", { simple: true })).toBe(3);
    db.close();
  });

  it("leaves the store at the last step that went well", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    at(file, 1);
    const db = new Database(file);
    const broken = [...steps.slice(0, 2), "CREATE TABLE c (x); INSERT INTO missing VALUES (1)"];
    expect(() => migrate(db, file, broken)).toThrow("no such table");
    expect(db.pragma("user_version", { simple: true })).toBe(2);
    expect(db.prepare("SELECT name FROM sqlite_schema").pluck().all()).toEqual(["a"]);
    db.close();
    at(file, 3);
  });

  it("brings a store of every earlier version up to date", async () => {
    await using folder = await temporaryFolder();
    for (let version = 1; version < migrations.length; version += 1) {
      const file = join(folder.path, `from-${version}.db`);
      const old = new Database(file);
      migrate(old, file, migrations.slice(0, version));
      old.close();
      openStore(file).dispose();
      expect(existsSync(`${file}.v${version}.bak`)).toBe(true);
    }
  });
});

describe("a damaged store", () => {
  /** A store with runs, parameters, and metrics long enough to have levels. */
  async function filled(file: string): Promise<void> {
    using store = openStore(file);
    await store.write((tables) => {
      for (let index = 0; index < 200; index += 1) {
        const run = insertRun(tables, `run-${index}`, index);
        tables.params.insert(run, "lr", String(index));
        tables.tags.set(run, "note", "x".repeat(200));
        tables.series.append(run, "loss", line(index === 7 ? 5000 : 50));
      }
    });
  }
  const line = (length: number) => Array.from({ length }, (_, step) => ({ step, time: step, value: step / 2 }));

  it("that is no database at all is kept aside, and a new one made", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    writeFileSync(file, "this is not a database, whatever its name says".repeat(100));
    using store = openStore(file);
    expect(store.salvaged?.tables).toEqual([]);
    expect(existsSync(store.salvaged?.keptAs ?? "")).toBe(true);
    expect(store.salvaged?.keptAs).toMatch(/store\.damaged-.*\.db$/);
    await store.write((tables) => insertRun(tables, "a"));
  });

  it("with a few broken pages loses little more than these", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    await filled(file);
    breakPages(file, "metric_point", 3);
    using store = openStore(file);
    const report = new Map(store.salvaged?.tables.map((table) => [table.name, table]));
    expect(report.get("run")).toEqual({ name: "run", rows: 200, complete: true });
    expect(report.get("param")?.rows).toBe(200);
    expect(report.get("metric_point")?.complete).toBe(false);
    expect(report.get("metric_point")?.rows).toBeGreaterThan(5000);
    expect(store.tables.params.get(store.tables.runs.byId("run-9")?.id ?? -1, "lr")).toBe("9");
    expectConsistent(store);
  });

  it("that has lost its experiments keeps their runs", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    await filled(file);
    breakPages(file, "experiment", 1);
    using store = openStore(file);
    expect(store.tables.experiments.list("active")).toMatchObject([{ experiment_id: "0", runs: 200 }]);
    expectConsistent(store);
  });

  it("is salvaged from a file cut off in the middle", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    await filled(file);
    const db = new Database(file);
    const pages = Number(db.pragma("page_count", { simple: true }));
    db.close();
    writeFileSync(file, readFileSync(file).subarray(0, Math.floor(pages * 0.8) * 4096));
    using store = openStore(file);
    expect(store.salvaged).not.toBeNull();
    expectConsistent(store);
    await store.write((tables) => insertRun(tables, "new"));
  });

  it("is opened as it is when it is whole", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    await filled(file);
    copyFileSync(file, join(folder.path, "copy.db"));
    using store = openStore(join(folder.path, "copy.db"));
    expect(store.salvaged).toBeNull();
  });
});

/** Overwrites some pages in the middle of a table. */
function breakPages(file: string, table: string, count: number): void {
  const db = new Database(file);
  const pages = db
    .prepare<[string], number>(
      "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path LIMIT 1000",
    )
    .pluck()
    .all(table);
  db.close();
  const { length } = pages;
  const broken = pages.slice(Math.floor(length / 2), Math.floor(length / 2) + count);
  if (broken.length === 0) throw new Error(`no pages of ${table}`);
  overwrite(file, broken);
}

function overwrite(file: string, pages: readonly number[]): void {
  const handle = openSync(file, "r+");
  for (const page of pages) writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096);
  closeSync(handle);
}

function expectConsistent(store: ReturnType<typeof openStore>): void {
  const { connection } = store;
  expect(connection.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(connection.pragma("foreign_key_check")).toEqual([]);
  const wrong = connection
    .prepare<[], number>(
      `SELECT count(*) FROM series s WHERE count <> (SELECT count(*) FROM metric_point p WHERE p.series = s.id)
       AND EXISTS (SELECT 1 FROM metric_point p WHERE p.series = s.id)`,
    )
    .pluck();
  expect(wrong.get()).toBe(0);
}
