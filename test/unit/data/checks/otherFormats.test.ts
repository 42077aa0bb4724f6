import { zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { CheckOutcome } from "../../../../src/protocol/checkEntities.ts";
import { check, type Files } from "./checking.ts";

/** Outcomes of a data set `d` that is one file. */
async function outcomesOf(
  name: string,
  content: Files[string],
  declaration: string,
): Promise<Map<string, CheckOutcome>> {
  const yaml = `datasets:\n  d:\n    source: ${name}\n    ${declaration}\n`;
  const { datasets } = await check({ [name]: content, "tidemark.yaml": yaml });
  return new Map(
    datasets.flatMap(({ outcomes }) => outcomes.map((outcome) => [outcome.id.replace(/^d\//, ""), outcome])),
  );
}

describe("checks of JSON Lines", () => {
  it("tell the place of a value on its line", async () => {
    const rows = '{"a": 1, "b": "é😀"}\n{"b": "x", "a": -2}\n';
    const found = await outcomesOf("d.jsonl", rows, "columns: {a: {min: 0}, b: }");
    expect(found.get("columns/a/min")).toMatchObject({
      state: "failed",
      places: [
        { record: 2, column: "a", range: { start: { line: 1, character: 16 }, end: { line: 1, character: 18 } } },
      ],
    });
    expect(found.get("checks/truncated_file")?.state).toBe("passed");
    expect(found.get("checks/ragged_rows")).toMatchObject({ state: "skipped" });
  });

  it("tell that the file ends early, and don't run on its rows", async () => {
    const found = await outcomesOf("d.jsonl", '{"a": 1}\n{"a": ', "columns: {a: {min: 0}}");
    expect(found.get("checks/truncated_file")).toMatchObject({ state: "failed", places: [{ record: 2 }] });
    expect(found.get("columns/a/min")?.state).toBe("couldNotRun");
  });
});

describe("checks of a compressed file", () => {
  it("run as on the file itself, and not when it ends early", async () => {
    const packed = zstdCompressSync(`a,b\n${"1,2\n".repeat(3000)}-1,2\n`);
    const whole = await outcomesOf("d.csv.zst", packed, "columns: {a: {min: 0}, b: }");
    expect(whole.get("columns/a/min")).toMatchObject({ failing: 1, rows: 3001, places: [{ record: 3001 }] });
    const cut = await outcomesOf("d.csv.zst", packed.subarray(0, -3), "columns: {a: {min: 0}, b: }");
    expect(cut.get("checks/truncated_file")?.state).toBe("failed");
    expect(cut.get("columns/a/min")?.state).toBe("couldNotRun");
  });
});

it("says of a Parquet file without a footer that it ends early", async () => {
  const found = await outcomesOf("d.parquet", "PAR1 and then nothing more", "columns: {a: {min: 0}}");
  expect(found.get("checks/truncated_file")?.state).toBe("failed");
  expect(found.get("columns/a/min")?.state).toBe("couldNotRun");
});
