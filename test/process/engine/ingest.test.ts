import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openDatabase } from "../../../src/data/duckdb/database.ts";
import { literal } from "../../../src/data/duckdb/sql.ts";
import { RowsAnswer } from "../../../src/protocol/ingestRequests.ts";
import { type EngineProcess, startEngine } from "../../support/engineProcess.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const config = `
datasets:
  clicks:
    source: data/clicks
    time: at
    keys: [id]
    columns:
      id: {type: integer}
      at: {type: timestamp, required: false}
      age: {type: integer, max: 120, nulls: false}
      country: {values: [AT, DE], required: false}
    checks:
      - expression: "id <> 13"
        message: Not thirteen.
`;

async function workspaceWith(text: string) {
  const folder = await temporaryFolder();
  await mkdir(join(folder.path, "data"));
  await writeFile(join(folder.path, "tidemark.yaml"), text);
  return folder;
}

const send = (engine: Pick<EngineProcess, "fetch">, body: string, headers: Record<string, string> = {}) =>
  engine.fetch("/v1/datasets/clicks/rows", { method: "POST", body, headers });

const jsonLines = { "content-type": "application/x-ndjson" };

/** The ids that are in the files, in their order. */
async function idsIn(workspace: string): Promise<number[]> {
  await using database = await openDatabase({ temporaryFolder: join(workspace, "spill") });
  using session = await database.session();
  const files = literal(join(workspace, "data/clicks/**/*.parquet"));
  const found = await session.rows(z.object({ id: z.bigint() }), `SELECT id FROM read_parquet(${files}) ORDER BY id`);
  return found.map(({ id }) => Number(id));
}

async function settled(engine: EngineProcess): Promise<void> {
  const client = await engine.connect();
  try {
    await client.request("ingest/settle", {});
  } finally {
    client.dispose();
  }
}

describe("rows that are sent to a data set", () => {
  it("are checked, and go into a Parquet file of their day or into quarantine", async () => {
    await using folder = await workspaceWith(config);
    await using engine = await startEngine({ workspace: folder.path });
    const answered = await send(
      engine,
      JSON.stringify([
        { id: 1, at: "2026-01-31T23:00:00-05:00", age: 30, country: "AT" },
        { id: 2, age: 121, country: "FR" },
        { id: 13, age: null },
        { id: 4, at: "2026-02-01T00:00:00Z", age: 5, note: { x: [1] } },
        { age: 1.5, Country: "AT" },
      ]),
    );
    expect(answered.status).toBe(200);
    expect(await answered.json()).toEqual({
      accepted: 2,
      quarantined: 3,
      folder: "data/clicks",
      reasons: [
        { index: 1, column: "age", check: "clicks/columns/age/max", message: '"age": "121" is above 120.' },
        { index: 2, column: "age", check: "clicks/columns/age/nulls", message: '"age" has no value.' },
        { index: 4, column: "id", check: null, message: '"id" is missing.' },
      ],
    });
    await settled(engine);
    expect(await readdir(join(folder.path, "data/clicks"))).toEqual(["day=2026-02-01"]);
    expect(await idsIn(folder.path)).toEqual([1, 4]);

    const client = await engine.connect();
    const { rows, total } = await client.request("quarantine/list", { dataset: "clicks" });
    expect(total).toBe(3);
    expect(rows.map(({ reasons }) => reasons.map(({ message }) => message))).toEqual([
      ['"age": "121" is above 120.', '"country": "FR" is not one of AT, DE.'],
      ['"age" has no value.', "Not thirteen."],
      [
        '"id" is missing.',
        '"Country" differs from "country" only in case.',
        '"age": "1.5" is not a whole number.',
        '"id" is a key and has no value.',
      ],
    ]);

    const id = rows[0]?.id ?? "";
    const fix = (row: string) => client.request("quarantine/fix", { dataset: "clicks", id, row });
    expect((await fix('{"id": 2, "age": 12, "country": "IT"}')).remaining?.reasons).toEqual([
      expect.objectContaining({ message: '"country": "IT" is not one of AT, DE.' }),
    ]);
    expect(await client.request("quarantine/list", { dataset: "clicks", search: "is NOT one" })).toMatchObject({
      total: 1,
      rows: [{ id, row: '{"id": 2, "age": 12, "country": "IT"}' }],
    });
    await expect(fix("[1]")).rejects.toThrow("no JSON object");
    const row = '{"id": 2, "age": 12, "country": "DE"}';
    const both = await Promise.allSettled([fix(row), fix(row)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(fix(row)).rejects.toThrow("There is no row");
    const ids = rows.map((row) => row.id);
    expect(await client.request("quarantine/replay", { dataset: "clicks", ids })).toEqual({
      accepted: 0,
      remaining: 2,
    });
    expect(await client.request("quarantine/replay", { dataset: "clicks", ids: [id] })).toEqual({
      accepted: 0,
      remaining: 0,
    });
    await settled(engine);
    expect(await idsIn(folder.path)).toEqual([1, 2, 4]);
    expect(await client.request("quarantine/discard", { dataset: "clicks", ids })).toEqual({ discarded: 2 });
    const datasets = async () => (await client.request("quarantine/datasets", {})).datasets;
    expect(await datasets()).toEqual([{ dataset: "clicks", rows: 0, discarded: 2 }]);
    expect(await client.request("quarantine/restore", { dataset: "clicks", ids })).toEqual({ restored: 2 });
    expect(await datasets()).toEqual([{ dataset: "clicks", rows: 2, discarded: 0 }]);
    client.dispose();
  });

  it("may be JSON Lines or a single object, and keep the digits of their numbers", async () => {
    await using folder = await workspaceWith(config);
    await using engine = await startEngine({ workspace: folder.path });
    const lines = '{"id": 9007199254740993, "age": 1}\n\n{"id": 2, "age": 2}\r\n';
    expect(await (await send(engine, lines, jsonLines)).json()).toMatchObject({ accepted: 2 });
    expect(await (await send(engine, '{"id": 3, "age": 3}')).json()).toMatchObject({ accepted: 1 });
    await settled(engine);
    await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
    using session = await database.session();
    const files = literal(join(folder.path, "data/clicks/**/*.parquet"));
    const Id = z.object({ id: z.bigint() });
    expect(await session.row(Id, `SELECT max(id) AS id FROM read_parquet(${files})`)).toEqual({
      id: 9007199254740993n,
    });
  });

  it("are turned away as a whole, with what would be right, when the request is wrong", async () => {
    await using folder = await workspaceWith(config);
    await using engine = await startEngine({ workspace: folder.path });
    const refusal = async (answer: Response) => {
      const { message } = z.object({ message: z.string() }).parse(await answer.json());
      return [answer.status, message];
    };
    const other = await engine.fetch("/v1/datasets/orders/rows", { method: "POST", body: "[]" });
    expect(await refusal(other)).toEqual([404, 'There is no data set "orders". Declared are clicks.']);
    expect(await refusal(await send(engine, "[1]"))).toEqual([
      400,
      'The row of index 0 is no JSON object such as {"column": "value"}.',
    ]);
    const [status, message] = await refusal(await send(engine, '{"id": 1, "age": 1}\n{"id": ', jsonLines));
    expect([status, String(message).slice(0, 17)]).toEqual([400, "Line 2 is no JSON"]);
    expect(await refusal(await send(engine, "a,b", { "content-type": "text/csv" }))).toEqual([
      415,
      "Send application/json, or application/x-ndjson for JSON Lines.",
    ]);
    expect(await refusal(await send(engine, `["${"x".repeat(9 * 2 ** 20)}"]`))).toEqual([
      413,
      "A request may have 8 MiB: send fewer rows at once.",
    ]);
    const stranger = await fetch(`${engine.url}/v1/datasets/clicks/rows`, { method: "POST", body: "[]" });
    expect(stranger.status).toBe(401);
    await stranger.body?.cancel();
    await settled(engine);
    expect(await readdir(join(folder.path, "data"))).toEqual([]);
  });

  it("that can't be put into their files wait in the journal, and the engine says so until they are there", async () => {
    const other = "  views:\n    source: data/views\n    columns:\n      id: {type: integer}\n";
    await using folder = await workspaceWith(`${config}${other}`);
    await using engine = await startEngine({ workspace: folder.path });
    const inTheWay = join(folder.path, "data/clicks");
    await writeFile(inTheWay, "no folder");
    expect((await send(engine, '[{"id": 1, "age": 1}, {"id": 2, "age": 2}]')).status).toBe(200);
    await engine.fetch("/v1/datasets/views/rows", { method: "POST", body: '[{"id": 1}]' });
    await expect(settled(engine)).rejects.toThrow("data/clicks");
    expect(await readdir(join(folder.path, "data/views"))).toHaveLength(1);

    const client = await engine.connect();
    const problems = async () => (await client.request("engine/status", {})).problems;
    const [problem] = await eventually("it is told", async () => {
      const told = await problems();
      return told.length > 0 && told;
    });
    expect(problem).toMatchObject({ id: "rowsWait" });
    expect(problem?.message).toMatch(/^Rows of "clicks" wait in the journal \(2\) and can't be put into files: /);
    expect(problem?.message).toContain(inTheWay);
    await rm(inTheWay);
    await eventually("it is solved", async () => (await problems()).length === 0);
    expect(await idsIn(folder.path)).toEqual([1, 2]);
    client.dispose();
  });

  it("are kept once for one Idempotency-Key, also by the next engine", async () => {
    await using folder = await workspaceWith(config);
    const key = { "idempotency-key": "batch-1" };
    const body = '[{"id": 1, "age": 1}, {"id": 2, "age": 200}]';
    let first: unknown;
    {
      await using engine = await startEngine({ workspace: folder.path });
      const both = await Promise.all([send(engine, body, key), send(engine, body, key)]);
      const [one, another] = await Promise.all(both.map((answer) => answer.json()));
      expect(another).toEqual(one);
      first = one;
      expect((await send(engine, '[{"id": 3, "age": 3}]', key)).status).toBe(409);
      await engine.end("SIGKILL");
    }
    await using engine = await startEngine({ workspace: folder.path });
    expect(await (await send(engine, body, key)).json()).toEqual(first);
    await settled(engine);
    expect(await (await send(engine, body, key)).json()).toEqual(first);
    expect(await idsIn(folder.path)).toEqual([1]);
    const client = await engine.connect();
    expect((await client.request("quarantine/list", { dataset: "clicks" })).total).toBe(1);
    client.dispose();
  });

  it("are all there, each once, whenever the engine is killed", async () => {
    await using folder = await workspaceWith(config);
    const acknowledged: number[] = [];
    await using engines = new AsyncDisposableStack();
    const start = async () => engines.use(await startEngine({ workspace: folder.path, args: ["--port", "0"] }));
    let engine = await start();
    let done = false;
    let next = 1;
    /** Sends rows until they are acknowledged, whichever engine does it. */
    const client = async (): Promise<void> => {
      while (!done) {
        const ids = [next, next + 1, next + 2];
        next += ids.length;
        const body = ids.map((id) => JSON.stringify({ id: id + 1000, age: id % 100, at: "2026-03-01" })).join("\n");
        const headers = { ...jsonLines, "idempotency-key": randomUUID() };
        await eventually("the rows are acknowledged", async () => {
          const answer = await send(engine, body, headers).catch(() => undefined);
          if (answer?.status !== 200) return false;
          return RowsAnswer.parse(await answer.json()).accepted === ids.length;
        });
        acknowledged.push(...ids.map((id) => id + 1000));
      }
    };
    const clients = [client(), client(), client(), client()];
    for (const count of [1, 40, 200, 90]) {
      const before = acknowledged.length;
      await eventually("rows have been acknowledged", () => acknowledged.length >= before + count);
      await engine.end("SIGKILL");
      engine = await start();
    }
    done = true;
    await Promise.all(clients);
    await settled(engine);
    expect(await idsIn(folder.path)).toEqual(acknowledged.sort((a, b) => a - b));
  });
});
