import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type ConnectedEngine, connectEngine } from "../../src/client/connectEngine.ts";
import { EngineInfo } from "../../src/protocol/engineInfo.ts";
import { loadLines } from "../../src/protocol/modelAddress.ts";
import type { EngineProcess } from "./support/engineProcess.ts";
import { describeScript, runScript } from "./support/pythonClients.ts";

/** Asks the engine as the editor does. */
async function withEditor<T>(engine: EngineProcess, use: (editor: ConnectedEngine) => Promise<T>): Promise<T> {
  const info = JSON.parse(await readFile(join(engine.workspace, ".tidemark", "engine.json"), "utf8"));
  const editor = await connectEngine(EngineInfo.parse(info).socket, { client: "test", version: "0" });
  try {
    return await use(editor);
  } finally {
    editor.dispose();
  }
}

describeScript("a model that a script registers", "model_views.py", {}, (finished, client) => {
  it("is listed with its alias and most telling metric", async () => {
    const { models } = await withEditor(finished().engine, (editor) => editor.request("models/list", {}));
    expect(models).toMatchObject([
      {
        name: "shapes",
        versions: 1,
        aliases: [{ alias: "champion", version: 1 }],
        latest: { version: 1, runId: finished().answer.runId, headline: { key: "val_accuracy", value: 1 } },
      },
    ]);
  });

  it("tells its run, signature, flavors and files", async () => {
    const detail = await withEditor(finished().engine, (editor) =>
      editor.request("models/version", { name: "shapes", version: 1 }),
    );
    expect(detail).toMatchObject({
      run: { id: finished().answer.runId, name: "heron", experimentName: "shapes" },
      metrics: [{ key: "val_accuracy", value: 1 }],
      files: {
        problem: null,
        description: {
          flavors: [{ name: "python_function" }, { name: "sklearn", version: "1.9.1" }],
          signature: {
            inputs: [
              { name: "width", type: "double" },
              { name: "height", type: "double" },
            ],
            outputs: [{ name: null, type: "int64", shape: "(-1)" }],
          },
        },
      },
    });
    expect(detail.files.files.map(({ path }) => path)).toEqual(expect.arrayContaining(["MLmodel", "requirements.txt"]));
    expect(loadLines(detail.version, detail.files.description).map(({ line }) => line)).toContain(
      'mlflow.sklearn.load_model("models:/shapes@champion")',
    );
  });

  it("is registered once more from its run, and loads by an alias that the editor sets", async () => {
    const { engine, answer } = finished();
    const name = "from the editor";
    await withEditor(engine, async (editor) => {
      const { candidates } = await editor.request("models/candidates", { runId: answer.runId });
      const [candidate] = candidates;
      if (candidate === undefined) throw new Error("The run has no model.");
      expect(candidate).toMatchObject({ name: "shapes-model", ready: true, flavor: "sklearn" });
      expect(candidate.registered).toMatchObject([{ name: "shapes", version: 1 }]);
      const made = await editor.request("models/register", { name, source: candidate.source });
      await editor.request("models/setAlias", { ...made, alias: "best" });
    });
    const loaded = await runScript(client, "load_model.py", engine, { input: `models:/${name}@best` });
    expect(loaded.answer).toEqual(answer.expected);
    expect(answer.loaded).toEqual(answer.expected);
  });
});
