import { describe, expect, it } from "vitest";
import { parseModelUri } from "../../../../src/tracking/registry/modelUri.ts";

describe("the address of a model", () => {
  it.each([
    ["models:/m-1234", { of: "loggedModel", modelId: "m-1234" }],
    ["models:/iris/7", { of: "version", name: "iris", version: 7 }],
    ["models:/iris/Production", { of: "stage", name: "iris", stage: "Production" }],
    ["models:/iris/LATEST", { of: "latest", name: "iris" }],
    ["models:/iris@champion", { of: "alias", name: "iris", alias: "champion" }],
    ["models:/a@b@champion", { of: "alias", name: "a@b", alias: "champion" }],
  ])("%s", (uri, meaning) => {
    expect(parseModelUri(uri)).toEqual(meaning);
  });

  it.each(["models:/", "models:iris/1", "models:/iris/", "models:/iris/1/2", "models:/iris@", "runs:/iris/1", ""])(
    "is not %j",
    (uri) => {
      expect(() => parseModelUri(uri)).toThrow(`Not a proper models:/ URI: ${uri}.`);
    },
  );
});
