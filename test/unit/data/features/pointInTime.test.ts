import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Workbench, workbench } from "./workbench.ts";

let bench: Workbench;
beforeEach(async () => {
  bench = await workbench();
});
afterEach(() => bench[Symbol.asyncDispose]());

const config = (join: string): string => `
datasets:
  labels: {source: labels.csv, keys: [id, at], time: at}
  scores: {source: scores.csv, keys: [id, at], time: at}
features:
  training:
    point_in_time: {base: labels, join: [${join}]}
`;
const out = ".tidemark/features/training.parquet";
const failure = async (join: string) => (await bench.build(config(join)))[0]?.reason;

describe("a point-in-time join", () => {
  beforeEach(async () => {
    await bench.write("labels.csv", "id,at,y\na,2026-01-10,1\na,2026-01-01,0\nb,2026-01-05,1\nc,2026-01-05,0\n");
    await bench.write(
      "scores.csv",
      "id,at,score\na,2026-01-01,10\na,2026-01-09,90\na,2026-01-11,110\nb,2026-01-06,60\n",
    );
  });

  it("takes the latest value at or before each row's time, and never a later one", async () => {
    await bench.build(config("{from: scores}"));
    expect(await bench.rows(out, 'id, "at"')).toEqual([
      { id: "a", at: "2026-01-01", y: "0", score: "10" },
      { id: "a", at: "2026-01-10", y: "1", score: "90" },
      { id: "b", at: "2026-01-05", y: "1", score: null },
      { id: "c", at: "2026-01-05", y: "0", score: null },
    ]);
  });

  it("leaves out values that are too old, and renames them", async () => {
    await bench.build(config("{from: scores, within: 12h, prefix: last_}"));
    const rows = await bench.rows(out, 'id, "at"');
    expect(rows[0]).toMatchObject({ id: "a", last_score: "10" });
    expect(rows[1]).toMatchObject({ id: "a", last_score: null });
  });

  it.each([
    ["{from: scores, columns: [scor]}", 'scores has no column "scor"; it has id, at, score.'],
    ["{from: scores, on: [customer]}", 'scores has no column "customer"'],
    [
      "{from: scores}, {from: scores}",
      'Two columns of the result would be called "score": give the join from scores a "prefix".',
    ],
  ])("is refused with a reason: %s", async (join, message) => {
    expect(await failure(join)).toContain(message);
  });

  it("is refused when it is left to chance which value counts", async () => {
    await bench.write("scores.csv", "id,at,score\na,2026-01-01,10\na,2026-01-01,11\n");
    expect(await failure("{from: scores}")).toContain("scores has several rows for 1 of its values of id, at");
  });

  it("agrees with a search row by row, and with its form for other engines", async () => {
    const day = (n: number): string => `2026-01-${String(n).padStart(2, "0")}`;
    const key = fc.constantFrom("a", "b", "");
    const when = fc.option(fc.integer({ min: 1, max: 9 }), { nil: null });
    const label = fc.record({ id: key, at: when });
    const score = fc.record({ id: key, at: when, score: fc.integer({ min: 0, max: 99 }) });
    const distinct = { selector: ({ id, at }: { id: string; at: number | null }) => `${id} ${at}` };
    await fc.assert(
      fc.asyncProperty(
        fc.array(label, { minLength: 1, maxLength: 8 }),
        fc.uniqueArray(score, { ...distinct, minLength: 1, maxLength: 8 }),
        fc.constantFrom("", ", within: 2d"),
        async (labels, scores, within) => {
          const at = (n: number | null): string => (n === null ? "" : day(n));
          const labelRows = labels.map((row, n) => `${row.id},${at(row.at)},${n}`);
          await bench.write("labels.csv", `id,at,y\n${labelRows.join("\n")}\nz,2026-01-01,99\n`);
          const scoreRows = scores.map((row) => `${row.id},${at(row.at)},${row.score}`);
          await bench.write("scores.csv", `id,at,score\n${scoreRows.join("\n")}\nzz,2026-01-01,0\n`);
          const text = config(`{from: scores${within}}`);
          await bench.build(text);
          const expected = labels.map((row, n) => {
            const earlier = scores
              .filter(
                (each) =>
                  each.id !== "" && each.id === row.id && each.at !== null && row.at !== null && each.at <= row.at,
              )
              .sort((a, b) => Number(b.at) - Number(a.at))[0];
            const isOld = earlier !== undefined && within !== "" && Number(row.at) - Number(earlier.at) > 2;
            return { y: n, score: earlier === undefined || isOld ? null : earlier.score };
          });
          const pick = (rows: unknown[]) =>
            rows
              .map((row) => row as { y: string | number; score: string | number | null })
              .map(({ y, score }) => ({ y: Number(y), score: score === null ? null : Number(score) }))
              .filter(({ y }) => y !== 99)
              .sort((a, b) => a.y - b.y);
          expect(pick(await bench.rows(out))).toEqual(expected);
          // DuckDB understands what is written for PostgreSQL.
          const standard = await bench.with(text, async (builder, session) => {
            await builder.list();
            const { sql } = await builder.print("training", "postgresql");
            return (await session.connection.runAndReadAll(sql)).getRowObjectsJson();
          });
          expect(pick(standard)).toEqual(expected);
        },
      ),
      { numRuns: 15 },
    );
  });
});
