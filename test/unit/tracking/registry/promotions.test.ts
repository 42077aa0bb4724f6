import { expect, it } from "vitest";
import type { EvaluationGateOutcome } from "../../../../src/protocol/evaluationEntities.ts";
import { type NewPromotion, promote, undoPromotion } from "../../../../src/tracking/registry/promotions.ts";
import { registryFixture } from "./registryFixture.ts";

const gate: EvaluationGateOutcome = {
  gate: { metric: "roc_auc", min: 0.8, by: "low" },
  title: "roc_auc (low end) at least 0.8",
  verdict: "passed",
  words: "roc_auc is 0.86 (0.81 to 0.9).",
};
const promotion: NewPromotion = {
  name: "failures",
  alias: "champion",
  from: null,
  to: 1,
  time: 5000,
  user: "ada",
  evaluation: "failures",
  resultHash: "ab12",
  modelHash: "cd34",
  gates: [gate],
};

async function fixture() {
  const made = await registryFixture();
  await made.model("failures");
  for (let version = 1; version <= 3; version += 1) await made.version("failures");
  const { store } = made.test;
  return {
    promote: (change: Partial<typeof promotion> = {}) =>
      store.write((tables) => promote(tables, { ...promotion, ...change })),
    undo: () =>
      store.write((tables) => undoPromotion(tables, { name: "failures", alias: "champion", time: 6000, user: "bob" })),
    champion: () => made.registry.models.get("failures").aliases.find(({ alias }) => alias === "champion")?.version,
    registry: made.registry,
    kept: () => store.connection.prepare("SELECT name, model, to_version FROM promotion").all(),
    [Symbol.asyncDispose]: () => made[Symbol.asyncDispose](),
  };
}

it("a promotion moves the alias and keeps why; it is undone once", async () => {
  await using models = await fixture();
  const { name: _, ...kept } = promotion;
  expect(await models.promote()).toEqual({ ...kept, undone: null });
  await models.promote({ from: 1, to: 2 });
  expect(models.champion()).toBe(2);

  expect(await models.undo()).toMatchObject({ from: 1, to: 2, undone: { time: 6000, user: "bob" } });
  expect(models.champion()).toBe(1);
  await expect(models.undo()).rejects.toThrow("undone already");
  expect(models.champion()).toBe(1);
});

it("the first promotion is undone by taking the alias away", async () => {
  await using models = await fixture();
  await models.promote();
  await models.undo();
  expect(models.champion()).toBeUndefined();
});

it.each(["failed", "unknown"] as const)("an alias stays where a gate is %s", async (verdict) => {
  await using models = await fixture();
  await expect(models.promote({ gates: [gate, { ...gate, verdict }] })).rejects.toThrow("not all gates pass");
  await expect(models.promote({ gates: [] })).rejects.toThrow("not all gates pass");
  expect(models.champion()).toBeUndefined();
  expect(models.kept()).toEqual([]);
});

it("only the first promotion may leave open how the version compares with the one before", async () => {
  await using models = await fixture();
  const against = { metric: "accuracy", against: "baseline", margin: 0 } as const;
  const open = { gate: against, title: "accuracy no worse", verdict: "unknown", words: "nobody to compare" } as const;
  await expect(models.promote({ gates: [open] })).rejects.toThrow("not all gates pass");
  expect(await models.promote({ gates: [gate, open] })).toMatchObject({ from: null, gates: [gate, open] });
  await expect(models.promote({ from: 1, to: 2, gates: [gate, open] })).rejects.toThrow("not all gates pass");
  expect(models.champion()).toBe(1);
});

it("an alias that somebody else has moved meanwhile is left alone", async () => {
  await using models = await fixture();
  await models.registry.models.setAlias("failures", "champion", 3);
  await expect(models.promote({ from: 1, to: 2 })).rejects.toThrow("it was v1 and is v3");
  await models.promote({ from: 3, to: 2 });
  await models.registry.models.setAlias("failures", "champion", 1);
  await expect(models.undo()).rejects.toThrow("it is v1, not v2");
  expect(models.champion()).toBe(1);
});

it("a version that is deleted can't have its alias back", async () => {
  await using models = await fixture();
  await models.registry.models.setAlias("failures", "champion", 1);
  await models.promote({ from: 1, to: 2 });
  await models.registry.versions.delete("failures", 1);
  await expect(models.undo()).rejects.toThrow("v1, which was @champion before, is deleted");
  expect(models.champion()).toBe(2);
});

it("what was promoted is known when the model is gone", async () => {
  await using models = await fixture();
  await models.promote();
  await models.registry.models.delete("failures");
  expect(models.kept()).toEqual([{ name: "failures", model: null, to_version: 1 }]);
});
