import { describe, expect, it } from "vitest";
import { modelHistoryWith } from "../../../src/mlflow/modelHistory.ts";

const model = (path: string, extra: object = {}) =>
  JSON.stringify({
    run_id: "r",
    artifact_path: path,
    utc_time_created: "2026-01-01",
    flavors: { sklearn: { code: null, config: { secret: "x" } } },
    ...extra,
  });

const paths = (history: string) => JSON.parse(history).map((entry: { artifact_path: string }) => entry.artifact_path);

describe("the history of models in a tag", () => {
  it("begins with the first model, without signatures and configurations", () => {
    expect(JSON.parse(modelHistoryWith(undefined, model("m", { signature: "long", model_uuid: "u" })))).toEqual([
      {
        run_id: "r",
        artifact_path: "m",
        utc_time_created: "2026-01-01",
        model_uuid: "u",
        flavors: { sklearn: { code: null } },
      },
    ]);
  });

  it("grows at the end", () => {
    expect(paths(modelHistoryWith(modelHistoryWith(undefined, model("a")), model("b")))).toEqual(["a", "b"]);
  });

  it("stays a list that fits into a tag: the oldest go first", () => {
    let history: string | undefined;
    for (let index = 0; index < 200; index += 1) history = modelHistoryWith(history, model(`model ${index}`));
    expect(history?.length).toBeLessThanOrEqual(8000);
    expect(paths(history ?? "").at(-1)).toBe("model 199");
  });

  it("keeps only the names of flavours whose details alone are too long", () => {
    const huge = modelHistoryWith(undefined, model("m", { flavors: { sklearn: { code: "x".repeat(9000) } } }));
    expect(JSON.parse(huge)[0].flavors).toEqual({ sklearn: {} });
  });

  it("replaces a tag that is no such list", () => {
    expect(paths(modelHistoryWith("not json", model("m")))).toEqual(["m"]);
  });

  it.each([
    ["{", "Malformed model info."],
    ["5", "Malformed model info."],
    ["{}", "Model json is missing mandatory fields: {'artifact_path', 'flavors', 'run_id', 'utc_time_created'}"],
    [model("m", { flavors: 5 }), "Malformed model info"],
  ])("refuses %s", (json, message) => expect(() => modelHistoryWith(undefined, json)).toThrow(message));
});
