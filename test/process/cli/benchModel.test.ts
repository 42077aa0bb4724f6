import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { onnxBytes, smallModel } from "../../support/onnxFile.ts";
import { cliWorkspace } from "./cli.ts";

describe("tidemark bench-model", () => {
  it("measures models in turns, holds gates, and names what is wrong", async () => {
    await using workspace = await cliWorkspace();
    await writeFile(join(workspace.path, "a.onnx"), onnxBytes(smallModel));
    await writeFile(join(workspace.path, "b.onnx"), onnxBytes(smallModel));
    const bench = (...args: string[]) => workspace.tidemark("bench-model", "a.onnx", "--duration", "0.2", ...args);

    const compared = await bench("--compare", "b.onnx", "--batch", "4", "--json", "--gate", "p50<=100000");
    expect(compared.error).toBe("");
    expect(compared.code).toBe(0);
    expect(JSON.parse(compared.out)).toMatchObject([
      {
        settings: { scenario: "singleStream", batch: 4 },
        model: { inputs: [{ name: "x", type: "float32", shape: [4, 3] }] },
        other: { path: join(workspace.path, "b.onnx") },
        ratio: { ratio: expect.any(Number) },
        gates: [{ verdict: "holds" }],
      },
    ]);

    const failing = await bench("--gate", "samples>=1e15");
    expect(failing.code).toBe(1);
    expect(failing.out).toMatch(/^p50 +[\d.e-]+ ms/m);
    expect(failing.out).toMatch(/^gate samples>=1e15 fails: /m);

    expect(await bench("--gate", "ratio<=2")).toMatchObject({ code: 2 });
    const server = await bench("--scenario", "server", "--bound", "1000", "--json");
    expect(JSON.parse(server.out)).toMatchObject([{ model: { sustained: { rate: expect.any(Number) } } }]);

    const sweep = await bench("--scenario", "offline", "--batch", "1,2");
    expect(sweep.out.trimEnd().split("\n")).toHaveLength(3);

    const wrong = await bench("--dimension", "tokens=3");
    expect(wrong).toMatchObject({ code: 2, out: "" });
    expect(wrong.error).toContain("no free dimension called tokens; it has batch");
    expect((await bench("--provider", "abacus")).error).toContain("The provider abacus is not here; there are cpu");
  });

  it("measures a model that has outputs besides tensors, and says when it has no others", async () => {
    await using workspace = await cliWorkspace();
    const { graph } = smallModel;
    const list = {
      name: "list",
      type: { sequence_type: { elem_type: { tensor_type: { elem_type: 1, shape: { dim: [{}, { dim_value: 2 }] } } } } },
    };
    const node = [...graph.node, { op_type: "SequenceConstruct", input: ["y"], output: ["list"] }];
    const written = async (name: string, output: readonly object[]): Promise<void> =>
      await writeFile(join(workspace.path, name), onnxBytes({ ...smallModel, graph: { ...graph, node, output } }));

    await written("both.onnx", [...graph.output, list]);
    const both = await workspace.tidemark("bench-model", "both.onnx", "--duration", "0.2");
    expect(both).toMatchObject({ code: 0, error: "" });

    await written("lists.onnx", [list]);
    const lists = await workspace.tidemark("bench-model", "lists.onnx", "--duration", "0.2");
    expect(lists.code).toBe(2);
    expect(lists.error).toContain("lists.onnx has no output that is a tensor");
  });

  it("says that a file is no model", async () => {
    await using workspace = await cliWorkspace();
    await writeFile(join(workspace.path, "text.onnx"), "no model");
    const { code, error } = await workspace.tidemark("bench-model", "text.onnx");
    expect(code).toBe(2);
    expect(error).toContain("text.onnx can't be opened");
  });
});
