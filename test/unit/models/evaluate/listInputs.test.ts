import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { evaluate } from "../../../../src/models/evaluate/evaluate.ts";
import { EvaluationQuestion, type EvaluationResult } from "../../../../src/protocol/evaluationEntities.ts";
import { onnxBytes, smallModel, value } from "../../../support/onnxFile.ts";

const weights = [1, 10, 100, 1000];

/** y = Σ weight · id · mask: what became of each place of the list can be read from the answer. */
const model = onnxBytes({
  ...smallModel,
  graph: {
    name: "tokens",
    node: [
      {
        name: "ids",
        op_type: "Cast",
        input: ["input_ids"],
        output: ["ids"],
        attribute: [{ name: "to", type: 2, i: 1 }],
      },
      {
        name: "mask",
        op_type: "Cast",
        input: ["attention_mask"],
        output: ["m"],
        attribute: [{ name: "to", type: 2, i: 1 }],
      },
      { name: "masked", op_type: "Mul", input: ["ids", "m"], output: ["masked"] },
      { name: "sum", op_type: "MatMul", input: ["masked", "w"], output: ["y"] },
    ],
    initializer: [{ name: "w", data_type: 1, dims: [4, 1], raw_data: Buffer.from(Float32Array.from(weights).buffer) }],
    input: [value("input_ids", 7, ["batch", 4]), value("attention_mask", 7, ["batch", 4])],
    output: [value("y", 1, ["batch", 1])],
  },
});

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: tmpdir() });
  folder = await mkdtemp(join(tmpdir(), "tidemark-lists-"));
  await writeFile(join(folder, "tokens.onnx"), model);
  const rows = ['"1 2 3 4",4321', '"[5, 6]",65', "7,7", '"1 2 3 4 5",4321', ",0", '"1 x",1'];
  await writeFile(join(folder, "rows.csv"), ["tokens,sum", ...rows, ""].join("\n"));
  const lists = [
    { tokens: [1, 2, 3, 4], sum: 4321 },
    { tokens: [9], sum: 9 },
  ];
  await writeFile(join(folder, "rows.jsonl"), lists.map((row) => `${JSON.stringify(row)}\n`).join(""));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database[Symbol.asyncDispose]();
});

async function evaluated(
  inputs: z.input<typeof EvaluationQuestion>["inputs"],
  file = "rows.csv",
): Promise<EvaluationResult> {
  using session = await database.session();
  const data = { of: { source: { paths: [file] } } };
  const asked = EvaluationQuestion.parse({ path: "tokens.onnx", data, task: "regression", label: "sum", inputs });
  return await evaluate(session, asked, { workspace: folder, report: () => undefined });
}

const largestError = ({ model: { figures } }: EvaluationResult) =>
  figures.find(({ name }) => name === "max_error")?.value;

describe("a list of token ids", () => {
  const mask = { mask: "tokens", length: 4 };

  it("is padded and cut to the length that the model takes, and its mask says where it ends", async () => {
    const found = await evaluated({
      input_ids: { list: "tokens", length: 4, pad: 99, truncate: true },
      attention_mask: mask,
    });
    expect(largestError(found)).toBe(0);
    expect(found.data).toMatchObject({
      used: 4,
      leftOut: [{ reason: '"tokens" is no list of any number of numbers', rows: 2 }],
    });
  });

  it("leaves its row out where it is too long or too short and nothing says what then", async () => {
    const padded = await evaluated({ input_ids: { list: "tokens", length: 4, pad: 0 }, attention_mask: mask });
    expect(padded.data).toMatchObject({
      used: 3,
      leftOut: [{ reason: '"tokens" is no list of at most 4 numbers', rows: 3 }],
    });
    const exact = await evaluated({ input_ids: { list: "tokens", length: 4 }, attention_mask: mask });
    expect(exact.data).toMatchObject({ used: 1, leftOut: [{ reason: '"tokens" is no list of 4 numbers', rows: 5 }] });
  });

  it("is read from a column of lists, too", async () => {
    const found = await evaluated(
      { input_ids: { list: "tokens", length: 4, pad: 0 }, attention_mask: mask },
      "rows.jsonl",
    );
    expect(found.data.used).toBe(2);
    expect(largestError(found)).toBe(0);
  });

  it("has to be as long as the input is wide", async () => {
    await expect(evaluated({ input_ids: { list: "tokens", length: 3, pad: 0 }, attention_mask: mask })).rejects.toThrow(
      "Input input_ids (int64[batch, 4]) takes 4 numbers a row, and gets 3 of a list.",
    );
  });
});
