import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { compareBySlice } from "../../../../src/data/drift/bySlice.ts";
import { DriftBySliceQuestion } from "../../../../src/protocol/driftRequests.ts";
import { type DriftFiles, driftFiles, file, u } from "../../../support/driftFiles.ts";

let files: DriftFiles;
beforeAll(async () => {
  files = await driftFiles();
});
afterAll(() => files[Symbol.asyncDispose]());

describe("a comparison slice by slice", () => {
  const asked = async (by: string, more: Partial<z.input<typeof DriftBySliceQuestion>> = {}) => {
    using session = await files.database.session();
    const question = { reference: file("slices-a.parquet"), current: file("slices-b.parquet"), by, ...more };
    return await compareBySlice(session, DriftBySliceQuestion.parse(question), { workspace: files.folder });
  };
  const columns = (seed: number, shift: number) =>
    `CASE WHEN i % 10 < 5 THEN 'it''s' WHEN i % 10 < 8 THEN 'b' END AS "the kind", i % 30 AS thirty, i AS id,
     ${u(seed)} + CASE WHEN i % 10 < 5 THEN ${shift} ELSE 0 END AS x`;

  it("judges the rows of each value by themselves, the commonest first, those without one too", async () => {
    await files.made("slices-a.parquet", 6000, columns(1, 0));
    await files.made("slices-b.parquet", 5000, columns(2, 0.4));
    const { slices, others } = await asked("the kind", { columns: ["x", "the kind"] });
    expect(others).toBe(0);
    expect(slices).toMatchObject([
      { value: "it's", rows: { reference: 3000, current: 2500 }, verdict: "drift", columns: [{ name: "x" }] },
      { value: "b", rows: { reference: 1800, current: 1500 }, verdict: "no drift" },
      { value: null, rows: { reference: 1200, current: 1000 }, verdict: "no drift" },
    ]);
  });

  it("leaves out the rarer of many values, and says how many", async () => {
    const { slices, others } = await asked("thirty", { columns: ["x"], slice: "x > 0.2 -- most" });
    expect([slices.length, others]).toEqual([24, 6]);
  });

  it("needs a column of both sides, and one of categories", async () => {
    await expect(asked("nix")).rejects.toThrow('Both sides need the column "nix"');
    await expect(asked("id")).rejects.toThrow("6,000 different values");
  });
});
