import { appendFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openDatabase } from "../../../src/data/duckdb/database.ts";
import { literal } from "../../../src/data/duckdb/sql.ts";
import { FileLine } from "../../../src/data/ingest/watch/fileList.ts";
import type { WatchedFolder } from "../../../src/protocol/watchRequests.ts";
import { type EngineProcess, startEngine } from "../../support/engineProcess.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const config = (watch: string) => `
datasets:
  clicks:
    source: data/clicks
    watch: ${watch}
    keys: [id]
    columns:
      id: {type: integer}
      age: {type: integer, max: 120}
      code: {type: string, required: false}
`;

async function workspaceWith(text: string) {
  const folder = await temporaryFolder();
  await mkdir(join(folder.path, "inbox"));
  await writeFile(join(folder.path, "tidemark.yaml"), text);
  return { folder, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const watchedBy = async (engine: EngineProcess): Promise<WatchedFolder | undefined> => {
  const client = await engine.connect();
  try {
    return (await client.request("watch/state", {})).folders[0];
  } finally {
    client.dispose();
  }
};

const file = (state: WatchedFolder | undefined, path: string) => state?.files.find((each) => each.path === path);

const inState = (engine: EngineProcess, path: string, state: string) =>
  eventually(`${path} is ${state}`, async () => {
    const found = file(await watchedBy(engine), path);
    return found?.state === state && found;
  });

/** The ids and codes that are in the files, in the order of the ids. */
async function rowsIn(workspace: string, engine: EngineProcess): Promise<string[]> {
  const client = await engine.connect();
  await client.request("ingest/settle", {});
  client.dispose();
  await using database = await openDatabase({ temporaryFolder: join(workspace, "spill") });
  using session = await database.session();
  const files = literal(join(workspace, "data/clicks/**/*.parquet"));
  const Row = z.object({ row: z.string() });
  const found = await session.rows(
    Row,
    `SELECT concat_ws(' ', id, code) AS row FROM read_parquet(${files}) ORDER BY id`,
  );
  return found.map(({ row }) => row);
}

describe("files that come into a watched folder", () => {
  it("are taken once they have settled, each once, and stay where they are", async () => {
    await using workspace = await workspaceWith(config("inbox"));
    const { path } = workspace.folder;
    const inbox = (name: string) => join(path, "inbox", name);
    await writeFile(inbox("one.csv"), "id,age,code\n1,30,007\n2,200,008\n");
    await using engine = await startEngine({ workspace: path });
    expect(await inState(engine, "inbox/one.csv", "taken")).toMatchObject({ rows: 2, quarantined: 1, message: null });
    await writeFile(inbox("two.jsonl.tmp"), '{"id": 3, "age": 1}\n');
    await writeFile(inbox("broken.parquet"), "PAR1");
    await writeFile(inbox("copy.csv"), "id,age,code\n1,30,007\n2,200,008\n");
    await rename(inbox("two.jsonl.tmp"), inbox("two.jsonl"));
    await inState(engine, "inbox/two.jsonl", "taken");
    const copy = await inState(engine, "inbox/copy.csv", "same");
    expect(copy.message).toBe("It has the content of inbox/one.csv, whose rows were taken.");
    const broken = await inState(engine, "inbox/broken.parquet", "failed");
    expect(broken.message).toContain("broken.parquet");
    expect(await rowsIn(path, engine)).toEqual(["1 007", "3"]);

    await writeFile(inbox("broken.parquet"), "");
    await writeFile(inbox("one.csv"), "id,age,code\n4,30,\n");
    const changed = await eventually("the change is taken", async () => {
      const found = file(await watchedBy(engine), "inbox/one.csv");
      return found?.state === "taken" && found.rows === 1 && found;
    });
    expect(changed.message).toBe("It was changed: 2 rows of what it held before were taken, too.");
    expect(await rowsIn(path, engine)).toEqual(["1 007", "3", "4"]);
  });

  it("are not taken again by the next engine, nor from where rows are put", async () => {
    await using workspace = await workspaceWith(config("inbox/*.csv"));
    const { path } = workspace.folder;
    await writeFile(join(path, "inbox/one.csv"), "id,age\n1,30\n");
    {
      await using engine = await startEngine({ workspace: path });
      await inState(engine, "inbox/one.csv", "taken");
      expect(await rowsIn(path, engine)).toEqual(["1"]);
    }
    await writeFile(join(path, "tidemark.yaml"), config("[inbox, data]"));
    await using engine = await startEngine({ workspace: path });
    const state = await eventually("the folders were looked at", async () => {
      const found = await watchedBy(engine);
      return found?.problem !== null && found;
    });
    expect(state.problem).toMatch(/rows-000001\.parquet is a file of rows that were taken: watch another folder\.$/);
    await writeFile(join(path, "inbox/two.csv"), "id,age\n2,30\n");
    await inState(engine, "inbox/two.csv", "taken");
    expect(await rowsIn(path, engine)).toEqual(["1", "2"]);
  });

  it("are not taken while they are written", async () => {
    await using workspace = await workspaceWith(config("inbox"));
    const { path } = workspace.folder;
    await using engine = await startEngine({ workspace: path });
    const slow = join(path, "inbox/slow.csv");
    await writeFile(slow, "id,age\n");
    let written = 0;
    await eventually("another file is taken meanwhile", async () => {
      written += 1;
      await appendFile(slow, `${written},1\n`);
      if (written === 1) await writeFile(join(path, "inbox/other.csv"), "id,age\n0,1\n");
      return file(await watchedBy(engine), "inbox/other.csv")?.state === "taken";
    });
    expect(file(await watchedBy(engine), "inbox/slow.csv")).toMatchObject({ state: "waiting", rows: 0 });
    expect(await inState(engine, "inbox/slow.csv", "taken")).toMatchObject({ rows: written });
  });

  it("that are written slowly come in with every row once", async () => {
    await using workspace = await workspaceWith(config("inbox"));
    const { path } = workspace.folder;
    const slow = join(path, "inbox/slow.csv");
    await writeFile(slow, "id,age,code\n1,30,a\n2,200,b\n");
    await using engine = await startEngine({ workspace: path });
    expect(await inState(engine, "inbox/slow.csv", "taken")).toMatchObject({ rows: 2, quarantined: 1 });
    await appendFile(slow, "3,30,c\n4,30,d\n");
    const whole = await eventually("the rest is taken", async () => {
      const found = file(await watchedBy(engine), "inbox/slow.csv");
      return found?.state === "taken" && found.rows > 2 && found;
    });
    expect(whole).toMatchObject({ rows: 4, quarantined: 1, message: null });
    expect(await rowsIn(path, engine)).toEqual(["1 a", "3 c", "4 d"]);
  });

  it("come in with every row once, though the engine is killed while they are read", async () => {
    await using workspace = await workspaceWith(config("inbox"));
    const { path } = workspace.folder;
    const rows = 60_000;
    const lines = Array.from({ length: rows }, (_, at) => `${at},${at % 100},c${at}`);
    await writeFile(join(path, "inbox/large.csv"), `id,age,code\n${lines.join("\n")}\n`);
    await using engines = new AsyncDisposableStack();
    const start = async () => engines.use(await startEngine({ workspace: path, args: ["--port", "0"] }));
    /** What the disk knows of the file. */
    const known = async () => {
      const text = await readFile(join(path, ".tidemark/ingest/clicks/files.jsonl"), "utf8").catch(() => "");
      const last = text.trimEnd().split("\n").at(-1) ?? "";
      return last === "" ? undefined : FileLine.parse(JSON.parse(last));
    };
    let engine = await start();
    for (const least of [1, 20_000]) {
      await eventually(`${least} rows were taken`, async () => ((await known())?.rows ?? 0) >= least);
      await engine.end("SIGKILL");
      const left = await known();
      expect(left).toMatchObject({ state: "begun" });
      expect(left?.rows).toBeLessThan(rows);
      engine = await start();
    }
    expect(await inState(engine, "inbox/large.csv", "taken")).toMatchObject({ rows, quarantined: 0 });
    expect(await rowsIn(path, engine)).toEqual(lines.map((_, at) => `${at} c${at}`));
  });
});
