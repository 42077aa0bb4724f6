import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { registerMlflow } from "../../../src/mlflow/registerMlflow.ts";
import { type TrackingFixture, trackingFixture } from "../tracking/fixture.ts";

const metrics = "/ajax-api/2.0/mlflow/metrics";

/** A server with two runs of `count` points each, one spike among them. */
async function server(count: number) {
  const fixture = await trackingFixture();
  const app = fastify();
  registerMlflow(app, fixture);
  const ids = [await runWith(fixture, count), await runWith(fixture, count)].sort();
  const get = async (path: string) => {
    const answer = await app.inject(`${metrics}/${path}`);
    return { status: answer.statusCode, json: answer.json() };
  };
  return {
    get,
    first: ids[0] ?? "",
    second: ids[1] ?? "",
    async [Symbol.asyncDispose]() {
      await app.close();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

async function runWith({ tracking }: TrackingFixture, count: number): Promise<string> {
  const { id } = await tracking.runs.create({ experimentId: "0", tags: [] });
  const points = Array.from({ length: count }, (_, step) => ({ key: "loss", step, time: step, value: valueAt(step) }));
  for (let start = 0; start < count; start += 1000) {
    await tracking.recording.logBatch(id, { params: [], tags: [], metrics: points.slice(start, start + 1000) });
  }
  return id;
}

const valueAt = (step: number): number => (step === 701 ? 1e6 : step % 10);

describe("get-history", () => {
  it("takes a page size beyond its largest page", async () => {
    await using test = await server(3);
    const { status, json } = await test.get(`get-history?run_id=${test.first}&metric_key=loss&max_results=50001`);
    expect([status, json.metrics.length]).toEqual([200, 3]);
  });
});

describe("get-history-bulk", () => {
  it("answers the runs by id, each run's points by time, up to the limit of them all", async () => {
    await using test = await server(3);
    const { json } = await test.get(
      `get-history-bulk?run_id=${test.second}&run_id=${test.first}&metric_key=loss&max_results=4`,
    );
    expect(json.metrics).toEqual([
      { run_id: test.first, key: "loss", value: 0, timestamp: 0, step: 0 },
      { run_id: test.first, key: "loss", value: 1, timestamp: 1, step: 1 },
      { run_id: test.first, key: "loss", value: 2, timestamp: 2, step: 2 },
      { run_id: test.second, key: "loss", value: 0, timestamp: 0, step: 0 },
    ]);
  });

  it("finds nothing in runs that do not exist", async () => {
    await using test = await server(1);
    expect(await test.get("get-history-bulk?run_id=none&metric_key=loss")).toEqual({
      status: 200,
      json: { metrics: [] },
    });
  });

  it.each([
    ["metric_key=loss", "must specify at least one run_id"],
    ["run_id=a", "must specify a metric_key"],
    [`metric_key=loss&${"run_id=a&".repeat(101)}`, "cannot specify more than 100 run_ids. Received 101"],
    ["metric_key=loss&run_id=a&max_results=few", "Invalid value"],
    ["metric_key=loss&run_id=a&max_results=-1", "max_results must be at least 0"],
  ])("refuses %s", async (query, words) => {
    await using test = await server(1);
    const { status, json } = await test.get(`get-history-bulk?${query}`);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error_code: "INVALID_PARAMETER_VALUE", message: expect.stringContaining(words) });
  });
});

describe("get-history-bulk-interval", () => {
  it("samples each run within its limit and loses no spike", async () => {
    await using test = await server(5000);
    const { json } = await test.get(
      `get-history-bulk-interval?run_ids=${test.second}&run_ids=${test.first}&metric_key=loss&max_results=320`,
    );
    for (const run of [test.first, test.second]) {
      const own = json.metrics.filter(({ run_id }: { run_id: string }) => run_id === run);
      expect(own.length).toBeLessThanOrEqual(320);
      expect(own).toContainEqual({ run_id: run, key: "loss", value: 1e6, timestamp: 701, step: 701 });
    }
    expect(json.metrics[0]).toMatchObject({ run_id: test.second, step: 0 });
    expect(json.metrics.at(-1)).toMatchObject({ run_id: test.first, step: 4999 });
  });

  it("keeps to a range of steps, both ends included", async () => {
    await using test = await server(5000);
    const { json } = await test.get(
      `get-history-bulk-interval?run_ids=${test.first}&metric_key=loss&start_step=3&end_step=5`,
    );
    expect(json.metrics.map(({ step }: { step: number }) => step)).toEqual([3, 4, 5]);
  });

  it.each([
    [1, [4999]],
    [2, [0, 4999]],
  ])("of %d points keeps the ends", async (limit, steps) => {
    await using test = await server(5000);
    const { json } = await test.get(
      `get-history-bulk-interval?run_ids=${test.first}&metric_key=loss&max_results=${limit}`,
    );
    expect(json.metrics.map(({ step }: { step: number }) => step)).toEqual(steps);
  });

  it.each([
    ["metric_key=loss", "Missing value for required parameter 'run_ids'"],
    ["run_ids=a", "Missing value for required parameter 'metric_key'"],
    ["run_ids=a&metric_key=loss&start_step=5&end_step=3", "end_step must be greater than start_step"],
    ["run_ids=a&metric_key=loss&start_step=5", "both must be specified"],
    ["run_ids=a&metric_key=loss&max_results=2501", "max_results must be between 1 and 2500"],
    [`metric_key=loss&${"run_ids=a&".repeat(101)}`, "at most 100 run_ids. Received 101"],
  ])("refuses %s", async (query, words) => {
    await using test = await server(1);
    const { status, json } = await test.get(`get-history-bulk-interval?${query}`);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error_code: "INVALID_PARAMETER_VALUE", message: expect.stringContaining(words) });
  });
});
