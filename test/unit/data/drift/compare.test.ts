import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { compare } from "../../../../src/data/drift/compare.ts";
import type { Database } from "../../../../src/data/duckdb/database.ts";
import { gridViews } from "../../../../src/data/grid/gridViews.ts";
import type { DriftColumn, DriftReport } from "../../../../src/protocol/driftEntities.ts";
import { DriftQuestion } from "../../../../src/protocol/driftRequests.ts";
import { GridView } from "../../../../src/protocol/gridEntities.ts";
import { type DriftFiles, driftFiles, file, u } from "../../../support/driftFiles.ts";

let files: DriftFiles;
beforeAll(async () => {
  files = await driftFiles();
});
afterAll(() => files[Symbol.asyncDispose]());

async function compared(
  reference: DriftQuestion["reference"],
  current: DriftQuestion["reference"],
  more: Partial<z.input<typeof DriftQuestion>> = {},
): Promise<DriftReport> {
  using session = await files.database.session();
  return await compare(session, DriftQuestion.parse({ reference, current, multivariate: false, ...more }), {
    workspace: files.folder,
  });
}

const verdicts = ({ columns }: DriftReport): Record<string, string> =>
  Object.fromEntries(columns.map(({ name, verdict }) => [name, verdict]));
const columnOf = (report: DriftReport, name: string): DriftColumn => {
  const found = report.columns.find((column) => column.name === name);
  if (found === undefined) throw new Error(`${name} was not compared.`);
  return found;
};
const valueOfMeasure = (column: DriftColumn, name: string): number | null | undefined =>
  column.measures.find((measure) => measure.name === name)?.value;

describe("a comparison of two files", () => {
  it("finds what has changed, and says of the rest that it has not", async () => {
    const columns = (seed: number, shift: number) =>
      `${u(seed)} + ${shift} AS score, ${u(seed + 1)} AS steady, CASE WHEN ${u(seed + 2)} < ${0.5 + shift} THEN 'de' ELSE 'fr' END AS country,
       CASE WHEN ${u(seed + 3)} < ${shift} THEN NULL ELSE ${u(seed + 4)} END AS age, ${u(seed + 5)} < 0.3 AS member`;
    const report = await compared(
      file(await files.made("a.parquet", 4000, columns(1, 0))),
      file(await files.made("b.csv", 3000, columns(101, 0.3))),
    );
    expect(report.verdict).toBe("drift");
    expect(verdicts(report)).toEqual({
      country: "drift",
      score: "drift",
      age: "drift",
      steady: "no drift",
      member: "no drift",
    });
    expect([report.reference.rows, report.current.rows]).toEqual([4000, 3000]);
    expect(columnOf(report, "age").aspects[0]).toMatchObject({
      of: "missing values",
      verdict: "drift",
      minimumEffect: 0.05,
    });
    expect(report.columns[0]?.verdict).toBe("drift");
    expect(report.columns.at(-1)?.verdict).toBe("no drift");
  });

  it("has the values of the reference file", async () => {
    await writeFile(join(files.folder, "A.csv"), "x\n38.7\n41.5\n43.8\n44.5\n45.5\n46.0\n47.7\n58.0\n");
    await writeFile(join(files.folder, "B.csv"), "x\n39.2\n39.3\n39.7\n41.4\n41.8\n42.9\n43.3\n45.8\n");
    const report = await compared(file("A.csv"), file("B.csv"));
    const column = columnOf(report, "x");
    expect(valueOfMeasure(column, "Kolmogorov–Smirnov D")).toBeCloseTo(0.625, 12);
    expect(valueOfMeasure(column, "Wasserstein distance")).toBeCloseTo(4.1625, 10);
    expect(valueOfMeasure(column, "Energy distance")).toBeCloseTo(1.570231, 6);
    expect(column.aspects[0]?.p).toBeCloseTo(0.087024, 6);
    expect(report.verdict).toBe("too small to tell");
  });

  it("tells categories that appeared and that are gone", async () => {
    const report = await compared(
      file(await files.made("c.csv", 900, "['red', 'green', 'blue'][i % 3 + 1] AS colour")),
      file(await files.made("d.csv", 900, "['red', 'green', 'pink'][i % 3 + 1] AS colour")),
    );
    expect(columnOf(report, "colour").categories).toMatchObject({
      appeared: [{ label: "pink", reference: 0, current: 300 }],
      vanished: [{ label: "blue", reference: 300, current: 0 }],
      appearedCount: 1,
      vanishedCount: 1,
    });
  });

  it("compares texts of their own by their length", async () => {
    const report = await compared(
      file(await files.made("e.csv", 1000, "'word ' || md5(i::VARCHAR) AS note")),
      file(
        await files.made("f.csv", 1000, "'word ' || md5((i + 5000)::VARCHAR) || repeat('!', (i % 9)::INTEGER) AS note"),
      ),
    );
    expect(columnOf(report, "note")).toMatchObject({ kind: "text", verdict: "drift" });
    expect(columnOf(report, "note").aspects[0]?.of).toBe("text length");
  });

  it("compares dates as times", async () => {
    const report = await compared(
      file(
        await files.made(
          "g.parquet",
          2000,
          "DATE '2026-01-01' + (i % 100)::INTEGER AS day, TIME '10:00' + to_minutes(i % 60) AS at",
        ),
      ),
      file(
        await files.made(
          "h.parquet",
          2000,
          "DATE '2026-03-01' + (i % 100)::INTEGER AS day, TIME '10:00' + to_minutes(i % 60) AS at",
        ),
      ),
    );
    expect(verdicts(report)).toEqual({ day: "drift", at: "no drift" });
    expect(columnOf(report, "day").numbers?.isTime).toBe(true);
    expect(columnOf(report, "at").numbers?.isTime).toBe(false);
  });

  it("says of few rows that they are too few, not that nothing has changed", async () => {
    const report = await compared(
      file(await files.made("i.csv", 20, `${u(1)} AS x`)),
      file(await files.made("j.csv", 20, `${u(2)} AS x`)),
    );
    expect(report.verdict).toBe("too small to tell");
  });

  it("survives empty, constant and wholly missing columns, infinities and NaN", async () => {
    const strange =
      "NULL AS nothing, 1 AS constant, 'x' AS word, CASE i % 4 WHEN 0 THEN 'inf' WHEN 1 THEN '-inf' WHEN 2 THEN 'nan' ELSE '1.5' END::DOUBLE AS odd";
    const one = await files.made("k.parquet", 5000, strange);
    const report = await compared(file(one), file(await files.made("l.parquet", 4000, strange)));
    expect(verdicts(report)).toEqual({ nothing: "no drift", constant: "no drift", word: "no drift", odd: "no drift" });
    expect(columnOf(report, "odd").missing).toEqual({ reference: 1250, current: 1000 });
    const none = await compared(file(one), file(await files.made("m.parquet", 0, strange)));
    expect(none.verdict).toBe("too small to tell");
  });

  it("counts a column that is gone or of another kind as drift, and tells a new one", async () => {
    const report = await compared(
      file(await files.made("n.csv", 50, "i AS a, i AS gone, i AS b")),
      file(await files.made("o.csv", 50, "i AS a, i AS added, 'x' || i AS b")),
    );
    expect(report.schema).toEqual({
      appeared: ["added"],
      vanished: ["gone"],
      changed: [{ name: "b", reference: "BIGINT", current: "VARCHAR" }],
    });
    expect(report.verdict).toBe("drift");
  });
});

describe("a type that is guessed", () => {
  it("is no change where there is no value to guess from", async () => {
    await writeFile(join(files.folder, "full.csv"), `a,b,c\n${"1,2026-01-01,x\n".repeat(50)}`);
    await writeFile(join(files.folder, "bare.csv"), `a,b,c\n${",,x\n".repeat(50)}`);
    const report = await compared(file("full.csv"), file("bare.csv"));
    expect(report.schema.changed).toEqual([]);
    expect(columnOf(report, "a").aspects).toMatchObject([{ of: "missing values", verdict: "drift" }]);
    expect(columnOf(report, "b").type).toBe("DATE");
    const turned = await compared(file("bare.csv"), file("full.csv"));
    expect(columnOf(turned, "b").type).toBe("DATE");
    await writeFile(join(files.folder, "header.csv"), "a,b,c\n");
    expect(await compared(file("full.csv"), file("header.csv"))).toMatchObject({
      verdict: "too small to tell",
      schema: { changed: [] },
    });
  });
});

describe("a large column", () => {
  it("is compared in bins, and says between which numbers the measures lie", async () => {
    const columns = (seed: number, shift: number) =>
      `exp(4 * ${u(seed)}) * (1 + ${shift}) AS x, CASE WHEN i = 7 THEN 1e12 ELSE ${u(seed + 1)} END AS y`;
    const [a, b] = [
      await files.made("p.parquet", 120_000, columns(1, 0)),
      await files.made("q.parquet", 100_000, columns(50, 0.02)),
    ];
    const report = await compared(file(a), file(b));
    using session = await files.database.session();
    for (const name of ["x", "y"]) {
      const column = columnOf(report, name);
      expect(column.computed).toMatch(/^from \d+ bins$/);
      const truth = await exactly(session, a, b, name);
      for (const [measure, exact] of Object.entries(truth)) {
        const { value, between } = column.measures.find((one) => one.name === measure) ?? {};
        expect(between?.[0], `${name} ${measure}`).toBeLessThanOrEqual(exact * (1 + 1e-9));
        expect(between?.[1], `${name} ${measure}`).toBeGreaterThanOrEqual(exact * (1 - 1e-9));
        expect(value).toBeGreaterThanOrEqual((between?.[0] ?? 0) * (1 - 1e-9));
      }
      const [low, high] = column.measures[0]?.between ?? [0, 1];
      expect(high - low).toBeLessThan(0.006);
    }
  });

  async function exactly(
    session: Awaited<ReturnType<Database["session"]>>,
    a: string,
    b: string,
    name: string,
  ): Promise<Record<string, number>> {
    const { values, sizes } = await sortedBoth(session, a, b, name);
    let [f, g, d, w, e] = [0, 0, 0, 0, 0];
    for (const [i, [value, side]] of values.entries()) {
      if (side === 0) f++;
      else g++;
      const gap = f / sizes[0] - g / sizes[1];
      const width = (values[i + 1]?.[0] ?? value) - value;
      if (width > 0 || i === values.length - 1) d = Math.max(d, Math.abs(gap));
      w += Math.abs(gap) * width;
      e += gap * gap * width;
    }
    return { "Kolmogorov–Smirnov D": d, "Wasserstein distance": w, "Energy distance": Math.sqrt(2 * e) };
  }

  async function sortedBoth(session: Awaited<ReturnType<Database["session"]>>, a: string, b: string, name: string) {
    const values: [number, number][] = [];
    const sizes: [number, number] = [0, 0];
    const part = (path: string, side: number) => `SELECT ${name} AS v, ${side} AS s FROM '${join(files.folder, path)}'`;
    for await (const chunk of session.chunks(`FROM (${part(a, 0)} UNION ALL ${part(b, 1)}) ORDER BY v`)) {
      for (const [value, side] of chunk.getRows()) {
        values.push([Number(value), Number(side)]);
        sizes[side === 0 ? 0 : 1] += 1;
      }
    }
    return { values, sizes };
  }

  it("is the same in every run", async () => {
    const path = await files.made("r.csv", 60_000, `${u(9)} AS x`);
    const other = await files.made("s.csv", 60_000, `${u(10)} AS x`);
    expect(await compared(file(path), file(other))).toEqual(await compared(file(path), file(other)));
  });
});

describe("what is compared", () => {
  it("is a data set's train and test part, without its keys, time and split", async () => {
    await files.made(
      "people.csv",
      4000,
      `i AS id, TIMESTAMP '2026-01-01' + to_hours(i) AS at, ${u(1)} + (i % 4 = 0)::INT AS x, CASE WHEN i % 4 = 0 THEN 'test' ELSE 'train' END AS part, i % 2 AS y, i % 3 AS z`,
    );
    await writeFile(
      join(files.folder, "tidemark.yaml"),
      "datasets:\n  people: {source: people.csv, keys: [id], time: at, label: y, prediction: z, split: part}\n",
    );
    const side = (part: "train" | "test") => ({ of: { dataset: "people", part } });
    const report = await compared(side("train"), side("test"));
    expect(verdicts(report)).toEqual({ x: "drift", y: "drift", z: "no drift" });
    // What is predicted stands first, whatever came out.
    expect(report.columns.map(({ name, role }) => [name, role])).toEqual([
      ["y", "label"],
      ["z", "prediction"],
      ["x", "feature"],
    ]);
    expect(report.reference).toMatchObject({ label: "people (train)", rows: 3000 });
    expect(report.leftOut.map(({ name }) => name)).toEqual(["id", "at", "part"]);
  });

  it("is two windows of time, and a slice of both", async () => {
    const of = { dataset: "people" };
    const report = await compared(
      { of, window: { before: "2026-03-01" } },
      { of, window: { from: "2026-03-01" } },
      { slice: "part = 'train'" },
    );
    expect([report.reference.rows, report.current.rows]).toEqual([1062, 1938]);
    expect(verdicts(report)).toMatchObject({ x: "no drift" });
    expect(report.slice).toBe("part = 'train'");
  });

  it("is the columns that are named, also keys", async () => {
    const report = await compared({ of: { dataset: "people" } }, file("people.csv"), { columns: ["id", "x"] });
    expect(Object.keys(verdicts(report)).sort()).toEqual(["id", "x"]);
  });

  it("must be there", async () => {
    await expect(compared(file("none.csv"), file("people.csv"))).rejects.toMatchObject({ code: "notFound" });
    await expect(compared({ of: { dataset: "persons" } }, file("people.csv"))).rejects.toThrow(
      'no data set "persons" (there are people)',
    );
    await expect(compared(file("people.csv"), file("people.csv"), { columns: ["nix"] })).rejects.toThrow(
      'Neither side has a column "nix".',
    );
    await expect(compared(file("people.csv"), file("people.csv"), { slice: "x >" })).rejects.toMatchObject({
      code: "invalidParameter",
    });
    await expect(
      compared({ ...file("people.csv"), window: { from: "2026-01-01" } }, file("people.csv")),
    ).rejects.toThrow("needs a column");
  });

  it("keeps a condition from reaching beyond its place", async () => {
    await expect(compared(file("people.csv"), file("people.csv"), { slice: "true) --" })).rejects.toMatchObject({
      code: "invalidParameter",
    });
    const commented = await compared(file("people.csv"), file("people.csv"), { slice: "true -- all" });
    expect(commented.reference.rows).toBe(4000);
  });
});

describe("the table of a side's rows", () => {
  const view = async ({ table }: DriftReport["reference"], filters: GridView["filters"] = []) => {
    if (table === null) throw new Error("There is no table.");
    const views = gridViews({ database: files.database, workspace: files.folder, folder: join(files.folder, "grids") });
    const { signal } = new AbortController();
    const { prepared } = await views.view(GridView.parse({ ...table, filters }), signal);
    const { total } = await prepared.rows(0, 0, signal);
    await prepared[Symbol.asyncDispose]();
    return total;
  };

  it("has the rows of its part, its window, its condition and the slice, read as the data set says", async () => {
    await writeFile(
      join(files.folder, "parts.csv"),
      `day;x;part\n${Array.from({ length: 400 }, (_, i) => `2026-01-${String(1 + (i % 28)).padStart(2, "0")};${i % 5 === 0 ? "none" : i};${i < 100 ? "test" : "train"}\n`).join("")}`,
    );
    await writeFile(
      join(files.folder, "tidemark.yaml"),
      'datasets:\n  parts: {source: {path: parts.csv, delimiter: ";", nulls: [none]}, time: day, split: part}\n',
    );
    const { reference, current } = await compared(
      { of: { dataset: "parts", part: "train" }, window: { before: "2026-01-15" } },
      { of: { dataset: "parts", part: "test" }, where: "x > 50 -- or so" },
      { slice: "x < 300" },
    );
    expect(reference.rows).toBeGreaterThan(0);
    expect(await view(reference)).toBe(reference.rows);
    expect(current.rows).toBe(40);
    expect(await view(current)).toBe(40);
    expect(await view(current, [{ column: "x", operator: "less", values: ["61"] }])).toBe(8);
  });

  it("is none of several files", async () => {
    await files.made("many-1.csv", 10, "i");
    await files.made("many-2.csv", 10, "i");
    const { reference, current } = await compared(file("many-*.csv"), file("many-1.csv"));
    expect(reference.table).toBeNull();
    expect(current.table).toMatchObject({ query: null });
  });
});

describe("all columns together", () => {
  it("drift when their relation changes, though none does by itself", async () => {
    const columns = (seed: number, sign: string) =>
      `${u(seed)} AS x, 0.9 * CASE WHEN ${sign} THEN x ELSE 1 - x END + 0.1 * ${u(seed + 1)} AS y, ${u(seed + 2)} AS z`;
    const report = await compared(
      file(await files.made("t.parquet", 3000, columns(1, "true"))),
      file(await files.made("w.parquet", 3000, columns(60, "false"))),
      { multivariate: true },
    );
    expect(verdicts(report)).toEqual({ x: "no drift", y: "no drift", z: "no drift" });
    expect(report.verdict).toBe("drift");
    expect(report.multivariate?.classifier?.auc).toBeGreaterThan(0.9);
    expect(
      report.multivariate?.classifier?.importance
        .map(({ column }) => column)
        .slice(0, 2)
        .sort(),
    ).toEqual(["x", "y"]);
    expect(report.multivariate?.aspects.map(({ verdict }) => verdict)).toEqual(["drift", "drift"]);
  });

  it("are not told apart where nothing has changed", async () => {
    const one = await files.made("x.parquet", 3000, `${u(1)} AS x, ${u(2)} AS y, 'c' || (i % 7) AS z`);
    const report = await compared(
      file(one),
      file(await files.made("y.parquet", 3000, `${u(11)} AS x, ${u(12)} AS y, 'c' || (i % 7) AS z`)),
      {
        multivariate: true,
      },
    );
    expect(report.multivariate?.aspects.map(({ verdict }) => verdict)).toEqual(["no drift", "no drift"]);
    expect(report.verdict).toBe("no drift");
  });

  it("say when there are too few rows", async () => {
    const report = await compared(file(await files.made("z.csv", 12, `${u(1)} AS x`)), file("z.csv"), {
      multivariate: true,
    });
    expect(report.multivariate).toMatchObject({ classifier: null, components: null, aspects: [] });
    expect(report.multivariate?.notes).toHaveLength(2);
  });
});

describe("a comparison that is cancelled", () => {
  it("ends at once", async () => {
    const abort = new AbortController();
    using session = await files.database.session(abort.signal);
    const question = DriftQuestion.parse({ reference: file("p.parquet"), current: file("q.parquet") });
    const asked = compare(session, question, {
      workspace: files.folder,
      report: ({ doing }) => doing.startsWith("Comparing") && abort.abort(),
    });
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  });
});
