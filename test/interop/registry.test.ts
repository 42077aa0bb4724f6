import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

const doubled = [0, 2, 4];

describeScript("The model registry", "registry.py", {}, (finished, client) => {
  const newer = client.name === "mlflow 3";

  it("gets the model that a run logs under a name, ready to be used", () => {
    expect(finished().answer.first).toEqual(["1", "READY", "None", true]);
  });

  it("gets versions from a run and from a logged model, which lists them", () => {
    const { answer } = finished();
    expect(answer.byRun).toEqual(["2", true, { how: "by run" }]);
    if (!newer) return;
    expect(answer.byModel).toEqual(["3", true, true]);
    expect(answer.listed).toEqual([1, 2, 3]);
  });

  it("knows stages and aliases", () => {
    expect(finished().answer).toMatchObject({
      stages: ["Archived", "Staging", "None"],
      latest: [
        ["Archived", 1],
        ["None", 3],
        ["Staging", 2],
      ],
      latestStaging: [2],
      aliased: [2, ["champion"]],
      aliases: { champion: 2 },
    });
  });

  it("gives models back by version, stage, alias, 'latest' and id", () => {
    const { answer } = finished();
    expect(answer.loaded).toEqual(Array(newer ? 5 : 4).fill(doubled));
    expect(answer).toMatchObject({ pyfunc: doubled, info: true, downloadUri: true, renamed: doubled });
    expect(answer.copied).toEqual([1, "models:/double/2", doubled]);
  });

  it("keeps descriptions and tags", () => {
    expect(finished().answer).toMatchObject({
      described: ["Twice as much", { team: "a b" }, "The first", { checked: "yes" }],
      tagsLeft: [{}, {}],
    });
  });

  it("finds models and versions", () => {
    expect(finished().answer.found).toEqual({
      models: ["copy", "double"],
      byName: ["double"],
      ofModel: [
        ["double", 1],
        ["double", 2],
        ["double", 3],
      ],
      ofRun: 4,
      // A copy takes the tags along.
      byTag: [
        ["copy", 1],
        ["double", 2],
      ],
      page: [2, true],
    });
  });

  it("refuses with MLflow's codes", () => {
    expect(finished().answer.errors).toEqual({
      again: "RESOURCE_ALREADY_EXISTS",
      unknown: "RESOURCE_DOES_NOT_EXIST",
      unknownVersion: "RESOURCE_DOES_NOT_EXIST",
      unknownAlias: "INVALID_PARAMETER_VALUE",
      reserved: "INVALID_PARAMETER_VALUE",
      stage: "INVALID_PARAMETER_VALUE",
      filter: "INVALID_PARAMETER_VALUE",
      badName: "INVALID_PARAMETER_VALUE",
      source: "INVALID_PARAMETER_VALUE",
      load: "RESOURCE_DOES_NOT_EXIST",
    });
  });

  it("deletes versions, whose numbers are not used again, aliases and models", () => {
    expect(finished().answer).toMatchObject({
      afterDeletion: [4, "RESOURCE_DOES_NOT_EXIST"],
      aliasGone: "INVALID_PARAMETER_VALUE",
      gone: ["copy"],
    });
  });
});
