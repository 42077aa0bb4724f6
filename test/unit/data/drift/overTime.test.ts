import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareOverTime } from "../../../../src/data/drift/overTime.ts";
import { DriftOverTimeQuestion } from "../../../../src/protocol/driftRequests.ts";
import { type DriftFiles, driftFiles, file, u } from "../../../support/driftFiles.ts";

let files: DriftFiles;
beforeAll(async () => {
  files = await driftFiles();
});
afterAll(() => files[Symbol.asyncDispose]());

describe("a comparison over time", () => {
  const time = "TIMESTAMP '2026-01-05' + to_hours((i % 504)::INTEGER) AS at";
  const asked = async (every: "day" | "week", path: string, column?: string) => {
    using session = await files.database.session();
    const current = { ...file(path), ...(column === undefined ? {} : { window: { column } }) };
    const question = DriftOverTimeQuestion.parse({ reference: file("base.parquet"), current, every });
    return await compareOverTime(session, question, { workspace: files.folder });
  };

  it("judges each week by itself, in order, without the column of time", async () => {
    await files.made("base.parquet", 6000, `${u(1)} AS x, ${u(2)} AS y`);
    await files.made(
      "weeks.parquet",
      9000,
      `${time}, ${u(3)} + CASE WHEN i % 504 >= 336 THEN 0.4 ELSE 0 END AS x, ${u(4)} AS y`,
    );
    const { windows } = await asked("week", "weeks.parquet", "at");
    expect(windows.map(({ from, before }) => [from, before])).toEqual([
      ["2026-01-05", "2026-01-12"],
      ["2026-01-12", "2026-01-19"],
      ["2026-01-19", "2026-01-26"],
    ]);
    expect(windows.map(({ verdict }) => verdict)).toEqual(["no drift", "no drift", "drift"]);
    expect(windows[2]?.columns.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["x", "drift"],
      ["y", "no drift"],
    ]);
    expect(windows.reduce((sum, { rows }) => sum + rows, 0)).toBe(9000);
  });

  it("needs a column of time, and not too many windows", async () => {
    await expect(asked("week", "weeks.parquet")).rejects.toThrow("need a column");
    await files.made("years.parquet", 100, "DATE '2020-01-01' + (7 * i)::INTEGER AS at, i AS x");
    await expect(asked("week", "years.parquet", "at")).rejects.toThrow("more than 60");
  });
});
