import { utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dvcLiveSource, isDvcLive } from "../../../../../src/transfer/import/dvclive/dvcLiveSource.ts";
import { readSource } from "../../../../support/readSource.ts";
import { writtenFolder } from "../writtenFolder.ts";

const written = 1_700_000_000_000;

describe("a folder of DVCLive's", () => {
  it.each([
    ["its usual name", "dvclive/metrics.json", true],
    ["histories beside the latest values", "results/metrics.json", true],
    ["no latest values", "results/other.json", false],
  ])("is known by %s", async (_, file, known) => {
    await using project = await writtenFolder({ [file]: "{}", "results/plots/metrics/a.tsv": "step\ta\n" });
    expect(await isDvcLive(project.path)).toBe(known);
  });

  it("is not any project of DVC's", async () => {
    await using project = await writtenFolder({ "metrics.json": "{}", "params.yaml": "lr: 1", "dvc.yaml": "" });
    expect(await isDvcLive(project.path)).toBe(false);
  });

  it("is a run named by the folder that it was used in", async () => {
    await using project = await writtenFolder({ "a/dvclive/metrics.json": "{}", "b/dvclive/metrics.json": "{}" });
    const source = await dvcLiveSource(project.path);
    expect(await source.count()).toBe(2);
    expect((await readSource(source)).of("run").map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("has the history of each metric in a table, with times or without", async () => {
    await using project = await writtenFolder({
      "a/dvclive/metrics.json": '{"train": {"loss": 0.5}, "acc": "nan", "step": 1}',
      "a/dvclive/plots/metrics/train/loss.tsv": "timestamp\tstep\tloss\n1700000001000\t0\t1.0\n1700000002000\t1\t0.5\n",
      "a/dvclive/plots/metrics/acc.tsv": "step\tacc\n0\tinf\n1\tnan\n",
    });
    const file = join(project.path, "a/dvclive/plots/metrics/acc.tsv");
    await utimes(file, written / 1000, written / 1000);
    const read = await readSource(await dvcLiveSource(project.path));
    expect(read.points("a", "train/loss")).toEqual([
      [0, 1, 1_700_000_001_000],
      [1, 0.5, 1_700_000_002_000],
    ]);
    expect(read.points("a", "acc")).toEqual([
      [0, Infinity, written],
      [1, Number.NaN, written],
    ]);
    expect(read.skipped()).toEqual([]);
  });

  it("has latest values of which there is no history", async () => {
    await using project = await writtenFolder({
      "a/dvclive/metrics.json": '{"loss": 0.25, "final": 0.99, "verdict": "good", "step": 3}',
      "a/dvclive/plots/metrics/loss.tsv": "step\tloss\n3\t0.5\n",
    });
    await utimes(join(project.path, "a/dvclive/metrics.json"), written / 1000, written / 1000);
    const read = await readSource(await dvcLiveSource(project.path));
    expect(read.points("a", "final")).toEqual([[3, 0.99, written]]);
    expect(read.points("a", "summary/loss")).toEqual([[3, 0.25, written]]);
    expect(read.of("run")[0]?.tags).toEqual([{ key: "dvclive.summary.verdict", value: "good" }]);
  });

  it("has nested parameters, named as DVC names them", async () => {
    await using project = await writtenFolder({
      "a/dvclive/metrics.json": "{}",
      "a/dvclive/params.yaml": "lr: 0.1\nmodel:\n  layers: [1, 2]\n  bias: false\n",
    });
    expect((await readSource(await dvcLiveSource(project.path))).of("run")[0]?.params).toEqual([
      { key: "lr", value: "0.1" },
      { key: "model.layers", value: "[1, 2]" },
      { key: "model.bias", value: "False" },
    ]);
  });

  it("keeps images and other plots, and the pipeline that names them", async () => {
    await using project = await writtenFolder({
      "a/dvc.yaml": "plots: []",
      "a/dvclive/metrics.json": "{}",
      "a/dvclive/plots/images/0/img.png": "png",
      "a/dvclive/plots/sklearn/cm.json": "[]",
      "a/dvclive/plots/metrics/a.tsv": "step\ta\n",
    });
    expect((await readSource(await dvcLiveSource(project.path))).artifacts()).toEqual([
      "plots/images/0/img.png",
      "plots/sklearn/cm.json",
      "dvc.yaml",
    ]);
  });

  it("is read as far as it can be", async () => {
    await using project = await writtenFolder({
      "a/dvclive/metrics.json": "{",
      "a/dvclive/plots/metrics/loss.tsv": "step\tloss\n0\t1\nx\t2\n1\ttext\n2\t0.12",
    });
    const read = await readSource(await dvcLiveSource(project.path));
    expect(read.points("a", "loss")).toHaveLength(1);
    expect(read.skipped()).toEqual([
      expect.stringMatching(/^a: metrics\.json can't be read: /),
      "a: the last line of 'loss' has no end, so it may not be whole: left out",
      "a: not taken over: 'loss' (no number): 1, rows of 'loss' without a whole step: 1",
    ]);
  });

  it("does not read a run that is known", async () => {
    await using project = await writtenFolder({ "a/dvclive/metrics.json": "{}" });
    expect((await readSource(await dvcLiveSource(project.path), () => true)).of("run")).toEqual([]);
  });
});
