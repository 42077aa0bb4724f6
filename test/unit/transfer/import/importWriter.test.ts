import { describe, expect, it } from "vitest";
import { trackingFixture } from "../../tracking/fixture.ts";
import { anExperiment, aRun, importFrom, points, runEnd, sourceOf } from "./importing.ts";

const id = "0123456789abcdef0123456789abcdef";

describe("an imported run", () => {
  it("is as it was, under its own id", async () => {
    await using fixture = await trackingFixture();
    const run = aRun(id, { params: [{ key: "lr", value: "0.1" }], tags: [{ key: "a", value: "b" }], status: "FAILED" });
    const summary = await importFrom(sourceOf([anExperiment(), run, points(id, 3, Number.NaN), runEnd(id)]), fixture);
    expect(summary).toMatchObject({ written: { runsNew: 1, experimentsCreated: 1, points: 2 }, skippedCount: 0 });
    expect(fixture.tracking.runs.get(id)).toMatchObject({
      name: "name-of-0123",
      user: "ada",
      status: "FAILED",
      startTime: 1000,
      endTime: 2000,
      lifecycle: "active",
      params: [{ key: "lr", value: "0.1" }],
      tags: [
        { key: "a", value: "b" },
        { key: "mlflow.runName", value: "name-of-0123" },
      ],
      metrics: [{ key: "loss", value: Number.NaN, step: 1, time: 1001 }],
    });
    expect(fixture.starts).toEqual([]);
  });

  it("gets another id when its own is one of a run that was logged here", async () => {
    await using fixture = await trackingFixture();
    const own = await fixture.tracking.runs.create({ experimentId: "0", tags: [] });
    const source = sourceOf([anExperiment(), aRun(own.id), runEnd(own.id)]);
    await importFrom(source, fixture);
    expect(fixture.tracking.runs.get(own.id).experimentId).toBe("0");
    expect(await importFrom(source, fixture)).toMatchObject({ written: { runsNew: 0, runsUnchanged: 1 } });
  });

  it("has an id derived from its source when it has none of MLflow's", async () => {
    await using fixture = await trackingFixture();
    const { keepsId: _, ...run } = aRun("logs/version_0");
    const child = { ...run, key: "logs/version_0/trial", parent: run.key };
    await importFrom(sourceOf([anExperiment(), child, runEnd(child.key), run, runEnd(run.key)]), fixture);
    const { items } = await fixture.tracking.runs.search({
      experimentIds: ["1"],
      filter: "",
      orderBy: [],
      view: "ALL",
      maxResults: 10,
    });
    expect(items.map((each) => each.id)).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
    ]);
    const parent = items.find(({ tags }) => tags.every(({ key }) => key !== "mlflow.parentRunId"));
    expect(items.flatMap(({ tags }) => tags)).toContainEqual({ key: "mlflow.parentRunId", value: parent?.id });
  });

  it("is deleted when it was, with all that it had", async () => {
    await using fixture = await trackingFixture();
    await importFrom(sourceOf([anExperiment(), aRun(id, { deleted: true }), points(id, 1), runEnd(id)]), fixture);
    expect(fixture.tracking.runs.get(id)).toMatchObject({ lifecycle: "deleted", metrics: [{ key: "loss" }] });
  });
});

describe("importing again", () => {
  it("writes nothing when nothing has changed", async () => {
    await using fixture = await trackingFixture();
    const source = sourceOf([anExperiment(), aRun(id), points(id, 1, 2), runEnd(id)]);
    await importFrom(source, fixture);
    fixture.changes.length = 0;
    const { written } = await importFrom(source, fixture);
    expect(written).toMatchObject({ runsNew: 0, runsUpdated: 0, runsUnchanged: 1, points: 0, experimentsCreated: 0 });
    expect(fixture.changes).toEqual([]);
  });

  it("brings what is new of a run that has changed", async () => {
    await using fixture = await trackingFixture();
    const running = aRun(id, { status: "RUNNING", endTime: null });
    await importFrom(sourceOf([anExperiment(), running, points(id, 1, 2), runEnd(id)]), fixture);
    const ended = aRun(id, { params: [{ key: "lr", value: "1" }] });
    const { written } = await importFrom(
      sourceOf([anExperiment(), ended, points(id, 1, 2, 3), runEnd(id, "2")]),
      fixture,
    );
    expect(written).toMatchObject({ runsNew: 0, runsUpdated: 1, points: 1 });
    expect(fixture.tracking.runs.get(id)).toMatchObject({
      status: "FINISHED",
      endTime: 2000,
      params: [{ key: "lr", value: "1" }],
    });
  });

  it("leaves alone what was changed here, and takes over what was changed there", async () => {
    await using fixture = await trackingFixture();
    const tags = (note: string, stage: string) => [
      { key: "mlflow.note.content", value: note },
      { key: "stage", value: stage },
      { key: "gone", value: "1" },
    ];
    await importFrom(sourceOf([anExperiment(), aRun(id, { tags: tags("theirs", "a") }), runEnd(id)]), fixture);
    await fixture.tracking.recording.setTag(id, { key: "mlflow.note.content", value: "mine" });
    await fixture.tracking.recording.deleteTag(id, "gone");
    await fixture.tracking.runs.update(id, { name: "my name" });
    await importFrom(sourceOf([anExperiment(), aRun(id, { tags: tags("theirs 2", "b") }), runEnd(id, "2")]), fixture);
    expect(fixture.tracking.runs.get(id).tags).toEqual([
      { key: "mlflow.note.content", value: "mine" },
      { key: "mlflow.runName", value: "my name" },
      { key: "stage", value: "b" },
    ]);
  });

  it("goes on after it was cancelled, without doubles", async () => {
    await using fixture = await trackingFixture();
    const other = id.replaceAll("0", "f");
    const all = [anExperiment(), aRun(id), points(id, 1, 2), runEnd(id), aRun(other), points(other, 5), runEnd(other)];
    const half = sourceOf(all.slice(0, 3));
    await importFrom(half, fixture);
    const { written } = await importFrom(sourceOf(all), fixture);
    expect(written).toMatchObject({ runsNew: 2, points: 1 });
    const history = await fixture.tracking.recording.history(id, "loss", {});
    expect(history.items).toHaveLength(2);
  });

  it("does not bring back a run that was deleted here, and says so", async () => {
    await using fixture = await trackingFixture();
    await importFrom(sourceOf([anExperiment(), aRun(id), runEnd(id)]), fixture);
    await fixture.tracking.runs.delete(id);
    const summary = await importFrom(sourceOf([anExperiment(), aRun(id), points(id, 1), runEnd(id, "2")]), fixture);
    expect(fixture.tracking.runs.get(id)).toMatchObject({ lifecycle: "deleted", metrics: [] });
    expect(summary.skipped).toEqual([
      { place: `run name-of-0123 (${id})`, reason: expect.stringContaining("deleted here") },
    ]);
  });
});

describe("experiments", () => {
  it("of the same name are joined", async () => {
    await using fixture = await trackingFixture();
    const own = await fixture.tracking.experiments.create({ name: "exp", tags: [] });
    await importFrom(sourceOf([anExperiment(), aRun(id), runEnd(id)]), fixture);
    expect(fixture.tracking.runs.get(id).experimentId).toBe(own);
  });

  it("get another name when theirs belongs to one that was deleted here", async () => {
    await using fixture = await trackingFixture();
    const own = await fixture.tracking.experiments.create({ name: "exp", tags: [] });
    await fixture.tracking.experiments.delete(own);
    const source = sourceOf([anExperiment(), aRun(id), runEnd(id)]);
    await importFrom(source, fixture);
    await importFrom(source, fixture);
    expect(fixture.tracking.experiments.getByName("exp (imported)").lifecycle).toBe("active");
    expect(fixture.tracking.experiments.get(own).lifecycle).toBe("deleted");
  });

  it("that were deleted are deleted here, and stay so when imported again", async () => {
    await using fixture = await trackingFixture();
    const items = [anExperiment("exp", true), aRun(id, { deleted: true }), runEnd(id)];
    await importFrom(sourceOf(items), fixture);
    expect(fixture.tracking.experiments.getByName("exp").lifecycle).toBe("deleted");
    expect(await importFrom(sourceOf(items), fixture)).toMatchObject({ written: { experimentsCreated: 0 } });
    expect(fixture.tracking.experiments.getByName("exp").lifecycle).toBe("deleted");
  });

  it("are all one when that is asked for", async () => {
    await using fixture = await trackingFixture();
    await importFrom(sourceOf([anExperiment(), aRun(id), runEnd(id)]), fixture, { experiment: "mine" });
    const { experimentId } = fixture.tracking.runs.get(id);
    expect(fixture.tracking.experiments.get(experimentId).name).toBe("mine");
  });
});

describe("what can't be kept", () => {
  it("is skipped with its place and the reason, and the rest is not", async () => {
    await using fixture = await trackingFixture();
    const run = aRun(id, { params: [{ key: "../up", value: "1" }], tags: [{ key: "ok", value: "1" }] });
    const bad = { key: "loss", value: 1, step: 2 ** 60, time: 1 };
    const good = { key: "loss", value: 2, step: 1, time: 1 };
    const summary = await importFrom(
      sourceOf([
        anExperiment(),
        run,
        { kind: "metrics", run: id, points: [bad, good] },
        { kind: "artifact", of: { run: id }, path: "a.txt", from: { file: "/nowhere/a.txt" } },
        { kind: "artifact", of: { run: id }, path: "../b.txt", from: { bytes: Buffer.from("b") } },
        { kind: "artifact", of: { run: id }, path: "c.txt", from: { bytes: Buffer.from("c") } },
        runEnd(id),
      ]),
      fixture,
    );
    expect(summary.skipped.map(({ place }) => place)).toEqual([
      `run name-of-0123 (${id}), parameter ../up`,
      `run name-of-0123 (${id}), metric loss`,
      "/nowhere/a.txt",
      "../b.txt",
    ]);
    expect(summary.written).toMatchObject({ runsNew: 1, points: 1, artifacts: 1, bytes: 1 });
  });
});

it("refuses a second import while one is under way", async () => {
  await using fixture = await trackingFixture();
  const { createImport } = await import("../../../../src/transfer/import/createImport.ts");
  const records = { detect: async () => [], read: () => new Promise<never>(() => undefined) };
  const imports = createImport({ target: fixture, records, download: () => () => Promise.reject(new Error("no")) });
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  void imports.start({ kind: "mlruns", place: "/a" }, options);
  await expect(imports.start({ kind: "mlruns", place: "/b" }, options)).rejects.toMatchObject({ code: "conflict" });
});
