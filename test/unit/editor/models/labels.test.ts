import { describe, expect, it } from "vitest";
import {
  modelDescription,
  versionAccessibleLabel,
  versionDescription,
  versionIcon,
  versionLabel,
} from "../../../../src/editor/models/modelLabels.ts";
import { modelTooltip, versionTooltip } from "../../../../src/editor/models/modelTooltip.ts";
import { aliasProblem, modelNameProblem } from "../../../../src/editor/models/names.ts";
import { model, version, versionDetail } from "../../modelSamples.ts";

const minutes = 60_000;

describe("a version in the tree", () => {
  it("is called by its number and aliases", () => {
    expect(versionLabel(version({ version: 3 }))).toBe("v3");
    expect(versionLabel(version({ version: 3, aliases: ["champion", "best"] }))).toBe("v3 @champion @best");
  });

  it("says stage, most telling metric and age", () => {
    const described = version({ stage: "Production", headline: { key: "val/acc", value: 0.93 } });
    expect(versionDescription(described, 3 * minutes)).toBe("Production · 0.93 val/acc · 3m");
    expect(versionDescription(version(), 3 * minutes)).toBe("3m");
  });

  it("stands out when an alias names it", () => {
    expect(versionIcon(version()).icon).toBe("git-commit");
    expect(versionIcon(version({ aliases: ["champion"] })).icon).toBe("bookmark");
  });

  it("is read out with its model's name", () => {
    expect(versionAccessibleLabel(version({ version: 2, aliases: ["best"] }), 0)).toBe(
      "digits version 2, alias best, now",
    );
  });
});

describe("a model in the tree", () => {
  it("says what its first alias means, else its latest version", () => {
    const aliases = [
      { alias: "champion", version: 2 },
      { alias: "challenger", version: 4 },
    ];
    expect(modelDescription(model({ versions: 4, aliases }))).toBe("v2 @champion · 4 versions");
    expect(modelDescription(model({ latest: version({ version: 7 }) }))).toBe("v7 · 1 version");
    expect(modelDescription(model({ versions: 0, latest: null }))).toBe("0 versions");
  });
});

describe("tooltips", () => {
  it("show what scripts wrote as it is", () => {
    const text = modelTooltip(
      model({ name: "[x](command:y)", description: "<b>bold</b>", tags: [{ key: "a|b", value: "`c`" }] }),
    );
    expect(text).toContain("\\[x\\]\\(command\\:y\\)");
    expect(text).not.toContain("<b>");
    expect(text).toContain("a\\|b | \\`c\\`");
  });

  it("tell a version's metrics and signature", () => {
    const plain = { required: true, default: null };
    const text = versionTooltip(
      versionDetail(
        { metrics: [{ key: "acc", value: 0.5, dataset: null, goal: "max" }] },
        {
          description: {
            flavors: [],
            mlflowVersion: null,
            pythonVersion: null,
            signature: {
              inputs: [{ ...plain, name: "x", type: "double", shape: null }],
              outputs: [{ ...plain, name: null, type: "int64", shape: "(-1)" }],
              params: [],
            },
          },
        },
      ),
      0,
    );
    expect(text).toContain("| acc | 0\\.5 |");
    expect(text).toContain("x double → int64 \\(\\-1\\)");
  });
});

describe("names", () => {
  it("of models follow MLflow's rules", () => {
    expect(modelNameProblem("my model 2")).toBeUndefined();
    expect(modelNameProblem(" ")).toMatch(/needed/);
    expect(modelNameProblem("a/b")).toMatch("must not contain /");
    expect(modelNameProblem("a:b")).toMatch("must not contain :");
  });

  it("of aliases follow MLflow's rules", () => {
    for (const good of ["champion", "best_2-b", "v", "version1", "latest2"])
      expect.soft(aliasProblem(good)).toBeUndefined();
    for (const bad of ["", "a b", "v3", "V12", "latest", "Latest", "é", "a".repeat(256)]) {
      expect.soft(aliasProblem(bad), bad).toEqual(expect.any(String));
    }
  });
});
