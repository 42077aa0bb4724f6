import { describe, expect, it } from "vitest";
import { runJson, runShape } from "../../../src/mlflow/shapes/run.ts";
import { trackingFixture } from "../tracking/fixture.ts";

const everything = { experimentIds: ["0"], filter: "", orderBy: [], view: "ACTIVE_ONLY", maxResults: 9 } as const;
const awkward = 'quote " backslash \\ line\nbreak, tab\t, é, 🙂, \u2028, \u0001, </script>';

describe("what is written out where it is read", () => {
  it("says of a run what its shape says", async () => {
    await using test = await trackingFixture();
    const { runs, recording, models } = test.tracking;
    const { id } = await runs.create({ experimentId: "0", name: "awkward", tags: [{ key: "note", value: awkward }] });
    const numbers = [0.1, 1e21, 5e-324, 1 / 3, -0, 123456789012345680, Number.NaN, Infinity, -Infinity];
    const metrics = numbers.map((value, step) => ({ key: `metric ${step}`, value, step, time: 1_700_000_000_000 }));
    await recording.logBatch(id, { params: [{ key: "a/b", value: awkward }], metrics, tags: [] });
    const tags = [{ key: "mlflow.data.context", value: "training" }];
    await recording.logInputs(id, [{ name: "iris", digest: "d", sourceType: "local", source: awkward, tags }]);
    await models.link(id, { inputs: ["m-1"], outputs: [{ modelId: "m-2", step: 3 }] });
    await runs.create({ experimentId: "0", name: "empty", tags: [] });
    const [written, read] = [await runs.searchJson(everything), await runs.search(everything)];
    expect(written.items.map((run) => JSON.parse(runJson(run)))).toEqual(
      read.items.map((run) => JSON.parse(JSON.stringify(runShape(run, models.linksOf(run.id))))),
    );
  });

  it("says of a history what its points say", async () => {
    await using test = await trackingFixture();
    const { runs, recording } = test.tracking;
    const { id } = await runs.create({ experimentId: "0", tags: [] });
    const key = "läuft / gut";
    const values = [1e-7, Number.NaN, Infinity, -Infinity, 42];
    const metrics = values.map((value, step) => ({ key, value, step, time: 5 }));
    await recording.logBatch(id, { params: [], tags: [], metrics });
    const page = await recording.historyJson(id, key, { maxResults: 4 });
    expect(JSON.parse(page.metrics)).toEqual([
      { key, value: 1e-7, timestamp: 5, step: 0 },
      { key, value: "NaN", timestamp: 5, step: 1 },
      { key, value: Number.MAX_VALUE, timestamp: 5, step: 2 },
      { key, value: -Number.MAX_VALUE, timestamp: 5, step: 3 },
    ]);
    const rest = await recording.historyJson(id, key, { pageToken: page.nextPageToken ?? "" });
    expect(rest).toEqual({ metrics: `[{"key":"${key}","value":42,"timestamp":5,"step":4}]` });
  });
});
