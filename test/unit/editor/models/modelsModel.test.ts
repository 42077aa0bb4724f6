import { describe, expect, it } from "vitest";
import type { Ask } from "../../../../src/editor/experiments/experimentsModel.ts";
import type { ModelNode, ModelTreeNode, VersionNode } from "../../../../src/editor/models/modelNodes.ts";
import { ModelsModel } from "../../../../src/editor/models/modelsModel.ts";
import type { ModelVersionDetail, ModelVersionSummary } from "../../../../src/protocol/modelEntities.ts";
import { model, version, versionDetail } from "../../modelSamples.ts";

const noChange = { experiments: false, models: false, datasets: false, runs: [] };

/** An engine of a few lines with one model. */
function modelsOf(
  versions: ModelVersionSummary[],
  detail: (of: ModelVersionSummary) => ModelVersionDetail = () => versionDetail(),
) {
  const asked: string[] = [];
  const answers: Record<string, (params: never) => unknown> = {
    "models/list": () => ({ models: [model({ versions: versions.length, latest: versions[0] ?? null })] }),
    "models/versions": ({ offset = 0, limit = 200 }: { offset?: number; limit?: number }) => ({
      versions: versions.slice(offset, offset + limit),
      total: versions.length,
    }),
    "models/version": ({ version: number }: { version: number }) => {
      const found = versions.find((each) => each.version === number);
      if (found === undefined) throw new Error("No such version.");
      return detail(found);
    },
  };
  const ask = (async (name: string, params: never) => {
    asked.push(name);
    return answers[name]?.(params);
  }) as Ask;
  return { models: new ModelsModel(ask), asked };
}

const many = (count: number): ModelVersionSummary[] =>
  Array.from({ length: count }, (_, index) => version({ version: count - index }));

async function firstModel(models: ModelsModel): Promise<ModelNode> {
  const [first] = await models.roots();
  if (first === undefined) throw new Error("There is no model.");
  return first;
}

async function firstVersion(models: ModelsModel): Promise<VersionNode> {
  const [first] = await models.children(await firstModel(models));
  if (first?.kind !== "version") throw new Error("There is no version.");
  return first;
}

const shown = (nodes: readonly ModelTreeNode[]): string[] =>
  nodes.map((node) => {
    if (node.kind === "version") return `v${node.version.version}`;
    if (node.kind === "versionSection") return `${node.section} ${node.count}`;
    if (node.kind === "moreVersions") return `${node.step} more of ${node.left}`;
    if (node.kind === "source") return `from ${node.name}`;
    if (node.kind === "fact") return `${node.label}: ${node.text}`;
    return node.kind === "modelFile" ? node.path : node.kind === "modelText" ? node.text : node.id;
  });

describe("the Models view", () => {
  it("shows a model's versions, newest first, and more of them when asked", async () => {
    const { models } = modelsOf(many(130));
    const root = await firstModel(models);
    expect(shown(await models.children(root)).slice(-2)).toEqual(["v31", "30 more of 30"]);
    models.showMore(root);
    expect(shown(await models.children(root)).slice(-1)).toEqual(["v1"]);
  });

  it("asks for more versions than one answer holds in several", async () => {
    const { models, asked } = modelsOf(many(1150));
    const root = await firstModel(models);
    for (let more = 0; more < 11; more++) models.showMore(root);
    expect(await models.children(root)).toHaveLength(1150);
    expect(asked.filter((name) => name === "models/versions")).toHaveLength(2);
  });

  it("says that a model has no versions", async () => {
    const { models } = modelsOf([]);
    expect(shown(await models.children(await firstModel(models)))).toEqual(["No versions"]);
  });

  it("keeps an item's identity while its content changes", async () => {
    const versions = many(1);
    const { models } = modelsOf(versions);
    const before = await firstVersion(models);
    versions[0] = version({ aliases: ["champion"] });
    expect(await firstVersion(models)).toBe(before);
    expect(before.version.aliases).toEqual(["champion"]);
  });

  it("shows below a version its run, metrics, signature and files", async () => {
    const field = { name: "x", type: "double", shape: null, required: false, default: null };
    const { models } = modelsOf(many(1), () =>
      versionDetail(
        {
          run: {
            id: "run1",
            name: "heron",
            experimentId: "0",
            experimentName: "Default",
            startTime: 0,
            deleted: false,
          },
          metrics: [{ key: "acc", value: 0.5, dataset: "wine", goal: "max" }],
        },
        {
          files: [{ path: "MLmodel", size: 100 }],
          description: {
            flavors: [],
            mlflowVersion: null,
            pythonVersion: null,
            signature: {
              inputs: [field],
              outputs: [{ ...field, name: null, shape: "(-1)", required: true }],
              params: [],
            },
          },
        },
      ),
    );
    const sections = await models.children(await firstVersion(models));
    expect(shown(sections)).toEqual(["from heron", "metrics 1", "inputs 1", "outputs 1", "files 1"]);
    const inside = await Promise.all(sections.slice(1).map((section) => models.children(section)));
    expect(inside.flatMap(shown)).toEqual(["acc: 0.5 on wine", "x: double optional", "output: double (-1)", "MLmodel"]);
  });

  it("says where a version's files are when they are not here", async () => {
    const { models } = modelsOf(many(1), () => versionDetail({}, { folder: null, uri: "s3://bucket/model" }));
    expect(shown(await models.children(await firstVersion(models)))).toEqual([
      "Its files are kept elsewhere: s3://bucket/model",
    ]);
  });

  it("asks for a version's details once, until something changes", async () => {
    const { models, asked } = modelsOf(many(1));
    const node = await firstVersion(models);
    await models.children(node);
    await models.children(node);
    expect(asked.filter((name) => name === "models/version")).toHaveLength(1);
    models.invalidate();
    await models.children(node);
    expect(asked.filter((name) => name === "models/version")).toHaveLength(2);
  });

  it("asks again after a failure", async () => {
    const versions = many(1);
    const { models } = modelsOf(versions);
    const node = await firstVersion(models);
    versions.length = 0;
    await expect(models.children(node)).rejects.toThrow("No such version.");
    versions.push(version());
    expect(shown(await models.children(node))).toEqual(["Nothing is known of it"]);
  });

  it("is concerned by changes of models, and of runs that a version came from", async () => {
    const { models } = modelsOf(many(1));
    await firstVersion(models);
    const run = (id: string) => ({ id, experimentId: "0", summary: true, metrics: false });
    expect(models.concerns(noChange)).toBe(false);
    expect(models.concerns({ ...noChange, models: true })).toBe(true);
    expect(models.concerns({ ...noChange, runs: [run("other")] })).toBe(false);
    expect(models.concerns({ ...noChange, runs: [run("run1")] })).toBe(true);
  });
});
