import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

describeScript("Prompts in the registry", "prompts.py", {}, (finished) => {
  it("come back by version and alias", () => {
    expect(finished().answer).toMatchObject({ byVersion: "Hi {{name}}", byAlias: "Hello {{name}}" });
  });

  it("are found as prompts, and not among models, whose names they cannot have", () => {
    expect(finished().answer).toMatchObject({
      models: ["a model"],
      prompts: ["greeting"],
      versions: 2,
      sameName: "RESOURCE_ALREADY_EXISTS",
    });
  });
});
