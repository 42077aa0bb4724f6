import { describe, expect, it } from "vitest";
import { trackingFixture } from "./fixture.ts";

describe("a run", () => {
  it("changes when a model of it is made, finished, linked and deleted", async () => {
    await using test = await trackingFixture();
    const { models, runs } = test.tracking;
    const { id: runId } = await runs.create({ experimentId: "0", name: "heron", tags: [] });
    test.changes.length = 0;
    const heard = (): unknown[] => test.changes.splice(0);
    const change = { run: { id: runId, experimentId: "0", summary: true, metrics: false } };
    const { id } = await models.create({ experimentId: "0", modelType: "", sourceRunId: runId, params: [], tags: [] });
    expect(heard()).toEqual([change]);
    await models.finish(id, "READY");
    expect(heard()).toEqual([change]);
    await models.link(runId, { inputs: [], outputs: [{ modelId: id, step: 0 }] });
    expect(heard()).toEqual([change]);
    await models.logMetrics([{ key: "auc", value: 1, step: 0, time: 0, modelId: id, runId }]);
    expect(heard()).toEqual([{ models: true }]);
    await models.delete(id);
    expect(heard()).toEqual([change]);
  });

  it("that is not here changes nothing", async () => {
    await using test = await trackingFixture();
    const { models } = test.tracking;
    await models.create({ experimentId: "0", modelType: "", sourceRunId: "elsewhere", params: [], tags: [] });
    expect(test.changes).toEqual([]);
  });
});
