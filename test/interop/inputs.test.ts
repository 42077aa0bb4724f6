import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

describeScript("a script that logs its data sets", "inputs.py", {}, (finished) => {
  it("keeps each data set once, with its context and tags", () => {
    const { answer } = finished();
    expect(answer.inputs).toEqual([
      ["test", expect.any(String), "local", [["mlflow.data.context", "evaluation"]]],
      [
        "train",
        expect.any(String),
        "local",
        [
          ["fold", "1"],
          ["mlflow.data.context", "training"],
        ],
      ],
    ]);
    expect(answer.inputs.map((input: string[]) => input[1]).sort()).toEqual(answer.expected);
  });

  it("keeps schema, profile and source", () => {
    const { answer } = finished();
    expect(answer.schema.mlflow_colspec.map((column: { name: string }) => column.name)).toEqual(["x", "y", "größe"]);
    expect(answer.profile).toMatchObject({ num_rows: 3 });
    expect(answer.source).toBe("train.csv");
  });

  it("finds the data sets of an experiment", async () => {
    const { engine, answer } = finished();
    const { json } = await engine.post("experiments/search-datasets", { experiment_ids: [answer.experimentId] });
    expect(json.dataset_summaries).toHaveLength(2);
    expect(json.dataset_summaries).toContainEqual(
      expect.objectContaining({ experiment_id: answer.experimentId, name: "train", context: "training" }),
    );
  });
});
