import { join } from "node:path";
import { expect, it } from "vitest";
import { frameworksOf } from "./support/frameworks.ts";
import { describeScript } from "./support/pythonClients.ts";

const environment = process.env.TIDEMARK_PYTHON_FLAVOURS ?? join(import.meta.dirname, "../../.cache/python/flavours");
const env = { ...frameworksOf(environment), KERAS_BACKEND: "jax" };

const failures = /Traceback|failed|RestException|ENDPOINT_NOT_FOUND/i;

describeScript("LightGBM", "lightgbm_model.py", { env }, (finished) => {
  it("is logged by mlflow.lightgbm.autolog(): parameters, each round's metric, importances", () => {
    const { answer } = finished();
    expect(answer.status).toBe("FINISHED");
    expect(answer.params).toMatchObject({ objective: "regression", num_leaves: "7", num_boost_round: "10" });
    expect(answer.steps).toEqual([...Array(10).keys()]);
    expect(answer.importance).toContain("feature_importance_gain.json");
  });

  it("registers a model, and loads it by its place, version and alias", () => {
    const { answer } = finished();
    expect(answer.version).toBe("2");
    expect(answer.loaded).toEqual([answer.expected, answer.expected, answer.expected]);
  });

  it("complains of no request that failed", () => {
    expect(finished().complaints).not.toMatch(failures);
  });
});

describeScript("Keras", "keras_model.py", { env }, (finished) => {
  it("is logged by mlflow.keras.autolog(): parameters, and the losses of every epoch", () => {
    const { answer } = finished();
    expect(answer.status).toBe("FINISHED");
    expect(answer.params).toMatchObject({ batch_size: "16", epochs: "12", optimizer_name: "adam" });
    expect(Object.keys(answer.losses)).toEqual(["loss", "val_loss"]);
    for (const [key, values] of Object.entries<number[]>(answer.losses)) {
      expect(answer.logged[key]).toEqual(values.map((value, epoch) => [epoch, value]));
    }
  });

  it("registers a model, and loads it by its run, place, version and alias", () => {
    const { answer } = finished();
    expect(answer.version).toBe("2");
    expect(answer.loaded).toEqual(Array(4).fill(answer.expected));
  });

  it("complains of no request that failed", () => {
    expect(finished().complaints).not.toMatch(failures);
  });
});
