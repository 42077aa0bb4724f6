import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "jpeg-js";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../../../../src/data/duckdb/database.ts";
import { evaluate } from "../../../../../src/models/evaluate/evaluate.ts";
import { EvaluationQuestion } from "../../../../../src/protocol/evaluationEntities.ts";
import { onnxBytes, smallModel, value } from "../../../../support/onnxFile.ts";

/** Answers with the mean of an image's numbers. @param elementType ONNX's number of it */
const brightness = (elementType: number, batch: number | string) =>
  onnxBytes({
    ...smallModel,
    graph: {
      name: "brightness",
      node: [
        {
          name: "float",
          op_type: "Cast",
          input: ["pixels"],
          output: ["x"],
          attribute: [{ name: "to", type: 2, i: 1 }],
        },
        { name: "mean", op_type: "GlobalAveragePool", input: ["x"], output: ["pooled"] },
        { name: "flat", op_type: "Flatten", input: ["pooled"], output: ["y"] },
      ],
      input: [value("pixels", elementType, [batch, 1, 4, 4])],
      output: [value("y", 1, [batch, 1])],
    },
  });

const [float32, uint8] = [1, 2];

function png(grey: number): Buffer {
  const image = new PNG({ width: 6, height: 5 });
  for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : grey;
  return PNG.sync.write(image);
}

/** Its first chunk says that it is much larger than it is. */
function enormous(): Buffer {
  const bytes = png(0);
  bytes.writeUInt32BE(100_000, 16);
  bytes.writeUInt32BE(100_000, 20);
  return bytes;
}

function interlaced(): Buffer {
  const bytes = png(0);
  bytes[28] = 1;
  return bytes;
}

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: tmpdir() });
  const around = await mkdtemp(join(tmpdir(), "tidemark-images-"));
  folder = join(around, "workspace");
  await mkdir(join(folder, "images"), { recursive: true });
  const write = (name: string, bytes: Uint8Array | string) => writeFile(join(folder, name), bytes);
  await write("float.onnx", brightness(float32, "batch"));
  await write("three.onnx", brightness(float32, 3));
  await write("bytes.onnx", brightness(uint8, "batch"));
  for (const grey of [0, 51, 102, 153, 204]) await write(`images/${grey}.png`, png(grey));
  const data = Buffer.alloc(8 * 8 * 4, 255);
  await write("images/255.jpg", encode({ data, width: 8, height: 8 }, 95).data);
  await write("images/text.png", "no image");
  await write("images/cut.png", png(9).subarray(0, 50));
  await write("images/enormous.png", enormous());
  await write("images/interlaced.png", interlaced());
  await writeFile(join(around, "outside.png"), png(1));
  await symlink(join(around, "outside.png"), join(folder, "images", "link.png"));
  const good = ["0.png,0", "51.png,51", "102.png,102", "153.png,153", "204.png,204", "255.jpg,255"];
  const bad = [
    "none.png",
    "text.png",
    "cut.png",
    "enormous.png",
    "interlaced.png",
    "link.png",
    "../../outside.png",
    "",
  ];
  await write("rows.csv", ["path,grey", ...good, ...bad.map((name) => `${name},1`), ""].join("\n"));
});
afterAll(async () => {
  await rm(join(folder, ".."), { recursive: true });
  await database[Symbol.asyncDispose]();
});

async function evaluated(path: string, pixels: object) {
  using session = await database.session();
  const data = { of: { source: { paths: ["rows.csv"] } } };
  const inputs = { pixels: { image: "path", folder: "images", ...pixels } };
  const question = EvaluationQuestion.parse({ path, data, task: "regression", label: "grey", inputs });
  const result = await evaluate(session, question, { workspace: folder, report: () => undefined });
  return { ...result, largestError: result.model.figures.find(({ name }) => name === "max_error")?.value };
}

describe("images that a column has the paths of", () => {
  it("are what the model answers about, in the numbers that it was trained with", async () => {
    expect((await evaluated("float.onnx", { scale: 1 })).largestError).toBeCloseTo(0, 4);
    expect((await evaluated("bytes.onnx", {})).largestError).toBeCloseTo(0, 4);
    // (grey / 255 − ½) ÷ ¼ is furthest from the grey itself where that is 255: 2.
    expect((await evaluated("float.onnx", { mean: 0.5, std: 0.25 })).largestError).toBeCloseTo(253, 3);
  });

  it("are given to a model that takes a certain number of rows", async () => {
    expect((await evaluated("three.onnx", { scale: 1 })).largestError).toBeCloseTo(0, 4);
  });

  it("are left out with their rows where they can't be read, by reason", async () => {
    const { data } = await evaluated("float.onnx", {});
    expect(data).toMatchObject({ rows: 14, used: 6 });
    expect(Object.fromEntries(data.leftOut.map(({ reason, rows }) => [reason, rows]))).toEqual({
      '"path" names no file': 1,
      '"path" is neither a PNG nor a JPEG': 1,
      '"path" has an image that is damaged': 1,
      '"path" has an image of more than 50 million pixels': 1,
      '"path" is an interlaced PNG, which isn\'t read': 1,
      '"path" leads out of the workspace': 2,
      '"path" is missing': 1,
    });
  });
});
