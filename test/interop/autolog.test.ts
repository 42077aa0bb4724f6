import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

describeScript("scikit-learn with mlflow.autolog()", "autolog.py", {}, (finished, client) => {
  it("records parameters, metrics, the data and how it ended", () => {
    const { answer } = finished();
    expect(answer.status).toBe("FINISHED");
    expect(answer.params).toMatchObject({ max_iter: "200", solver: "lbfgs", C: "1.0" });
    expect(answer.metrics).toMatchObject({
      training_accuracy_score: expect.any(Number),
      training_log_loss: expect.any(Number),
      LogisticRegression_score_test_x: answer.score,
    });
    expect(answer.datasets).toEqual([["dataset", ["train"]]]);
  });

  it("keeps the plots, and the model so that it loads and predicts the same", () => {
    const { answer } = finished();
    expect(answer.artifacts).toEqual(expect.arrayContaining(["estimator.html", "training_confusion_matrix.png"]));
    expect(answer.loaded).toEqual(answer.expected);
  });

  it("records a grid search with a run for each candidate", () => {
    expect(finished().answer).toMatchObject({ searchStatus: "FINISHED", bestC: "10.0", children: 3 });
  });

  it("complains of no request that failed", () => {
    expect(finished().complaints).not.toMatch(/Traceback|failed|RestException|ENDPOINT_NOT_FOUND/i);
  });

  if (client.name === "mlflow 3") {
    it("stores the model with its status, run and metrics", async () => {
      const { engine, answer } = finished();
      const { json: run } = await engine.get(`runs/get?run_id=${answer.runId}`);
      const [output] = run.run.outputs.model_outputs;
      const { json } = await engine.get(`logged-models/${output.model_id}`);
      expect(json.model.info).toMatchObject({
        status: "LOGGED_MODEL_READY",
        source_run_id: answer.runId,
        name: "model",
      });
      expect(json.model.data.metrics).toContainEqual(
        expect.objectContaining({ key: "training_accuracy_score", run_id: answer.runId }),
      );
    });
  } else {
    it("notes the model in the run's history of models", async () => {
      const { engine, answer } = finished();
      const { json } = await engine.get(`runs/get?run_id=${answer.runId}`);
      const tag = json.run.data.tags.find(({ key }: { key: string }) => key === "mlflow.log-model.history");
      expect(JSON.parse(tag.value)).toMatchObject([{ artifact_path: "model", run_id: answer.runId }]);
    });
  }
});
