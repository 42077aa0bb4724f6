import { readFile } from "node:fs/promises";
import { mlflowApi, type Served } from "./mlflowApi.ts";

/** Registers ONNX files as versions of a new model, each logged by a run of its own, as MLflow's clients do. */
export async function registerModel(served: Served, name: string, files: readonly string[]): Promise<void> {
  const { send, ask } = mlflowApi(served);
  await ask("registered-models/create", { name });
  for (const file of files) {
    const { run } = await ask("runs/create", { experiment_id: "0", start_time: Date.now() });
    const { run_id, artifact_uri } = run.info;
    const place = artifact_uri.replace("mlflow-artifacts:/", "mlflow-artifacts/artifacts/");
    await send(`${place}/model/model.onnx`, { method: "PUT", body: await readFile(file) });
    await ask("runs/update", { run_id, status: "FINISHED", end_time: Date.now() });
    await ask("model-versions/create", { name, source: `${artifact_uri}/model`, run_id });
  }
}
