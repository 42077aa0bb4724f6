import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { ask } from "./ask.ts";
import { type TrackingFixture, trackingFixture } from "./fixture.ts";

interface Wanted {
  readonly name: string;
  readonly acc?: number;
  readonly lr?: string;
  readonly parent?: string;
}

async function addRun({ tracking }: TrackingFixture, { name, acc, lr, parent }: Wanted): Promise<string> {
  const tags = parent === undefined ? [] : [{ key: "mlflow.parentRunId", value: parent }];
  const { id } = await tracking.runs.create({ experimentId: "0", name, tags });
  await tracking.recording.logBatch(id, {
    metrics: acc === undefined ? [] : [{ key: "acc", value: acc, step: 0, time: 0 }],
    params: lr === undefined ? [] : [{ key: "lr", value: lr }],
    tags: [],
  });
  return id;
}

describe("experiments in the editor", () => {
  it("are listed with their runs counted, deleted ones left out", async () => {
    await using test = await trackingFixture();
    const [a = "", b = ""] = [await addRun(test, { name: "a" }), await addRun(test, { name: "b" })];
    await addRun(test, { name: "c" });
    await test.tracking.runs.update(a, { status: "FAILED" });
    await test.tracking.runs.delete(b);
    const { experiments } = await ask(test, "experiments/list", {});
    expect(experiments).toMatchObject([{ id: "0", name: "Default", runs: 2, running: 1, failed: 1 }]);
  });

  it("are made, renamed, deleted and restored", async () => {
    await using test = await trackingFixture();
    const { id } = await ask(test, "experiments/create", { name: "a" });
    await ask(test, "experiments/rename", { experimentId: id, name: "b" });
    await ask(test, "experiments/delete", { experimentId: id });
    const deleted = await ask(test, "experiments/list", { lifecycle: "deleted" });
    expect(deleted.experiments).toMatchObject([{ id, name: "b", lifecycle: "deleted" }]);
    await ask(test, "experiments/restore", { experimentId: id });
    expect((await ask(test, "experiments/list", {})).experiments).toHaveLength(2);
  });

  it("know the keys of their runs", async () => {
    await using test = await trackingFixture();
    await addRun(test, { name: "a", acc: 1, lr: "1" });
    expect(await ask(test, "experiments/keys", { experimentId: "0" })).toEqual({
      metrics: ["acc"],
      params: ["lr"],
      tags: ["mlflow.runName"],
    });
  });
});

describe("the list of runs", () => {
  const names = async (test: TrackingFixture, query: object) =>
    (await ask(test, "runs/list", { experimentId: "0", ...query })).runs.map(({ name }) => name);

  async function someRuns(): Promise<TrackingFixture> {
    const test = await trackingFixture();
    const wanted: Wanted[] = [
      { name: "big heron", acc: 0.5, lr: "10" },
      { name: "small heron", acc: 0.9, lr: "9" },
      { name: "whale", acc: Number.NaN, lr: "auto" },
      { name: "blank" },
    ];
    for (const [index, run] of wanted.entries()) {
      test.setTime(1000 + index);
      await addRun(test, run);
    }
    return test;
  }

  it("is filtered by words of the name, or by the search language", async () => {
    await using test = await someRuns();
    expect(await names(test, { filter: "HERON big" })).toEqual(["big heron"]);
    expect(await names(test, { filter: "metrics.acc > 0.6" })).toEqual(["small heron"]);
    expect(await names(test, { filter: "params.lr IS NULL" })).toEqual(["blank"]);
    await expect(names(test, { filter: "nonsense >" })).rejects.toMatchObject({ code: "invalidParameter" });
  });

  it("is sorted by everything it shows", async () => {
    await using test = await someRuns();
    const sorted = (by: string, descending: boolean) => names(test, { sort: { by, descending } });
    expect(await sorted("start", false)).toEqual(["big heron", "small heron", "whale", "blank"]);
    expect(await sorted("name", false)).toEqual(["big heron", "blank", "small heron", "whale"]);
    expect(await sorted("metric:acc", true)).toEqual(["small heron", "big heron", "whale", "blank"]);
    expect(await sorted("param:lr", false)).toEqual(["small heron", "big heron", "whale", "blank"]);
    expect(await sorted("status", true)).toHaveLength(4);
  });

  it("sorts by how long runs took", async () => {
    await using test = await someRuns();
    const { items } = await test.tracking.runs.search({
      experimentIds: ["0"],
      filter: "",
      orderBy: [],
      view: "ALL",
      maxResults: 9,
    });
    for (const [index, { id, startTime }] of items.entries()) {
      await test.tracking.runs.update(id, { status: "FINISHED", endTime: startTime + index * 100 });
    }
    expect(await names(test, { sort: { by: "duration", descending: true } })).toEqual(
      items.map(({ name }) => name).reverse(),
    );
  });

  it("says how many runs match on all pages, by status", async () => {
    await using test = await someRuns();
    const page = await ask(test, "runs/list", { experimentId: "0", limit: 1, offset: 3 });
    expect(page).toMatchObject({ total: 4, byStatus: { RUNNING: 4 }, runs: [{ name: "big heron" }] });
  });

  it("shows the metric it is sorted by, else the most telling one", async () => {
    await using test = await someRuns();
    const { tracking } = test;
    const id = await addRun(test, { name: "loss only" });
    await tracking.recording.logMetric(id, { key: "loss", value: 2, step: 0, time: 0 });
    const headlines = async (query: object) =>
      (await ask(test, "runs/list", { experimentId: "0", ...query })).runs.map(({ headline }) => headline);
    const byLoss = await headlines({ sort: { by: "metric:loss", descending: true } });
    expect(byLoss).toEqual([{ key: "loss", value: 2 }, null, null, null, null]);
    expect(await headlines({ filter: "whale" })).toEqual([{ key: "acc", value: "NaN" }]);
    expect(await headlines({ filter: "loss only" })).toEqual([{ key: "loss", value: 2 }]);
    expect(await headlines({ filter: "blank" })).toEqual([null]);
  });

  it("can leave out nested runs and show only starred or deleted ones", async () => {
    await using test = await trackingFixture();
    const parent = await addRun(test, { name: "parent" });
    const child = await addRun(test, { name: "child", parent });
    expect(await names(test, { topLevel: true })).toEqual(["parent"]);
    await ask(test, "runs/update", { runId: child, starred: true });
    expect(await names(test, { starred: true })).toEqual(["child"]);
    await ask(test, "runs/delete", { runIds: [parent, child] });
    expect(await names(test, {})).toEqual([]);
    expect(await names(test, { lifecycle: "deleted", topLevel: true })).toEqual(["parent"]);
    await ask(test, "runs/restore", { runIds: [parent, child] });
    expect(await names(test, { starred: true })).toEqual(["child"]);
  });
});

describe("one run in the editor", () => {
  it("is renamed, noted, starred and tagged, and the same is taken back", async () => {
    await using test = await trackingFixture();
    const runId = await addRun(test, { name: "a" });
    const note = "x".repeat(20_000);
    const changed = await ask(test, "runs/update", { runId, name: "b", note, starred: true, tags: { team: "t" } });
    expect(changed).toMatchObject({ name: "b", hasNote: true, starred: true });
    const detail = await ask(test, "runs/get", { runId });
    expect(detail.note).toBe(note);
    expect(detail.tags).toContainEqual({ key: "team", value: "t" });
    expect(detail.tags).toContainEqual({ key: "tidemark.starred", value: "true" });
    const back = await ask(test, "runs/update", { runId, note: "", starred: false, tags: { team: null } });
    expect(back).toMatchObject({ name: "b", hasNote: false, starred: false });
    expect((await ask(test, "runs/get", { runId })).tags.map(({ key }) => key)).toEqual(["mlflow.runName"]);
  });

  it("is shown with all it has and the runs nested in it", async () => {
    await using test = await trackingFixture();
    const runId = await addRun(test, { name: "a", acc: 0.5, lr: "1" });
    const child = await addRun(test, { name: "child", parent: runId });
    const detail = await ask(test, "runs/get", { runId });
    expect(detail).toMatchObject({
      experimentName: "Default",
      params: [{ key: "lr", value: "1" }],
      metrics: [{ key: "acc", count: 1, goal: "max", last: { value: 0.5 }, min: { value: 0.5 } }],
      children: [{ id: child, parentId: runId }],
    });
    expect(detail.artifactFolder).toContain(runId);
  });

  it("changes nothing when one of several runs does not exist", async () => {
    await using test = await trackingFixture();
    const runId = await addRun(test, { name: "a" });
    await expect(ask(test, "runs/delete", { runIds: [runId, "nope"] })).rejects.toMatchObject({ code: "notFound" });
    expect(test.tracking.runs.get(runId).lifecycle).toBe("active");
    expect((await ask(test, "runs/summaries", { runIds: ["nope", runId] })).runs).toMatchObject([{ id: runId }]);
  });
});

describe("a comparison", () => {
  it("says what differs and which runs are best", async () => {
    await using test = await trackingFixture();
    const a = await addRun(test, { name: "a", acc: 0.5, lr: "1" });
    const b = await addRun(test, { name: "b", acc: 0.9, lr: "1" });
    const c = await addRun(test, { name: "c" });
    const found = await ask(test, "runs/compare", { runIds: [a, b, c] });
    expect(found.params).toEqual([{ key: "lr", values: ["1", "1", null], differs: true }]);
    expect(found.metrics).toMatchObject([{ key: "acc", goal: "max", best: [1], differs: true, cells: [{}, {}, null] }]);
    const two = await ask(test, "runs/compare", { runIds: [a, b] });
    expect(two.params).toEqual([{ key: "lr", values: ["1", "1"], differs: false }]);
  });

  it("believes the user about which direction is better", async () => {
    await using test = await trackingFixture();
    const runIds = [await addRun(test, { name: "a", acc: 0.5 }), await addRun(test, { name: "b", acc: 0.9 })];
    await ask(test, "metrics/setGoal", { key: "acc", goal: "min" });
    expect((await ask(test, "runs/compare", { runIds })).metrics).toMatchObject([{ goal: "min", best: [0] }]);
    await ask(test, "metrics/setGoal", { key: "acc", goal: null });
    expect((await ask(test, "runs/compare", { runIds })).metrics).toMatchObject([{ goal: "max", best: [1] }]);
  });
});

describe("points and artifacts in the editor", () => {
  it("are sampled as columns", async () => {
    await using test = await trackingFixture();
    const runId = await addRun(test, { name: "a", acc: Number.POSITIVE_INFINITY });
    await test.tracking.recording.logMetric(runId, { key: "acc", value: 1, step: 1, time: 5 });
    const { series } = await ask(test, "metrics/sample", { series: [{ runId, key: "acc" }] });
    expect(series).toEqual([{ runId, key: "acc", steps: [0, 1], times: [0, 5], values: ["Infinity", 1], total: 2 }]);
    const zoomed = await ask(test, "metrics/sample", { series: [{ runId, key: "acc" }], from: 1, to: 9 });
    expect(zoomed.series).toMatchObject([{ steps: [1], total: 1 }]);
  });

  it("are listed by their path inside the run", async () => {
    await using test = await trackingFixture();
    const runId = await addRun(test, { name: "a" });
    await test.tracking.artifacts.put(`0/${runId}/artifacts/plots/a.png`, Readable.from(["x"]));
    const top = await ask(test, "artifacts/list", { runId });
    expect(top.entries).toEqual([{ path: "plots", isDirectory: true, size: null }]);
    const inner = await ask(test, "artifacts/list", { runId, path: "plots" });
    expect(inner.entries).toEqual([{ path: "plots/a.png", isDirectory: false, size: 1 }]);
  });
});
