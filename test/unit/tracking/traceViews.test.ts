import { describe, expect, it } from "vitest";
import { readSpanFile } from "../../../src/mlflow/spans/spanFile.ts";
import { context, type TrackingFixture, trackingFixture } from "./fixture.ts";

const json = (value: unknown): string => JSON.stringify(value);

/** A trace as MLflow 2's client sends it, with a span in a span. */
async function traced({ tracking }: TrackingFixture, runId: string, requestTime = 1000): Promise<string> {
  const { traceId } = await tracking.traces.start({
    experimentId: "0",
    requestTime,
    tags: [
      { key: "mlflow.traceName", value: "answer" },
      { key: "colour", value: "green" },
    ],
    metadata: [{ key: "mlflow.sourceRun", value: runId }],
  });
  const context = (span_id: string) => ({ trace_id: "0x1", span_id });
  const start = 1_795_416_674_293_367_372n;
  const text = `{"spans": [
    {"name": "root", "context": ${json(context("0x1"))}, "parent_id": null, "start_time": ${start},
     "end_time": ${start + 5_000_001n}, "status_code": "ERROR", "status_message": "boom",
     "attributes": {"mlflow.spanType": "\\"LLM\\"", "mlflow.spanInputs": "{\\"q\\": \\"<b>\\"}", "k": "3"},
     "events": [{"name": "looked", "timestamp": ${start + 2_000_000n}, "attributes": {"times": 2}}]},
    {"name": "child", "context": ${json(context("0x2"))}, "parent_id": "0x1", "start_time": ${start + 1_000_000n},
     "end_time": ${start + 1_250_000n}, "status_code": "OK", "attributes": {"mlflow.spanOutputs": "\\"${"x".repeat(100_001)}\\""}}
  ]}`;
  await tracking.traces.adoptSpans(traceId, readSpanFile(text, traceId));
  await tracking.traces.end(traceId, { endTime: requestTime + 5, state: "ERROR", tags: [], metadata: [] });
  return traceId;
}

const newRun = async ({ tracking }: TrackingFixture): Promise<string> =>
  (await tracking.runs.create({ experimentId: "0", tags: [] })).id;

describe("the traces of a run", () => {
  it("are listed newest first and page by page, and counted on the run", async () => {
    await using fixture = await trackingFixture();
    const run = await newRun(fixture);
    const older = await traced(fixture, run, 1000);
    const newer = await traced(fixture, run, 2000);
    const list = (offset: number) => fixture.views["traces/list"]({ runId: run, offset, limit: 1 }, context);
    expect(await list(0)).toEqual({
      total: 2,
      traces: [
        {
          id: newer,
          name: "answer",
          state: "ERROR",
          startTime: 2000,
          duration: 5,
          spans: 2,
          request: null,
          response: null,
        },
      ],
    });
    expect(await list(1)).toMatchObject({ traces: [{ id: older }] });
    expect(await fixture.views["runs/get"]({ runId: run }, context)).toMatchObject({ traces: 2 });
  });

  it("are told of to whoever shows the run", async () => {
    await using fixture = await trackingFixture();
    const run = await newRun(fixture);
    await traced(fixture, run);
    expect(fixture.changes.at(-1)).toEqual({
      run: { id: run, experimentId: "0", summary: false, metrics: false, traces: true },
    });
  });

  it("are none where there are none", async () => {
    await using fixture = await trackingFixture();
    const run = await newRun(fixture);
    expect(await fixture.views["traces/list"]({ runId: run, offset: 0, limit: 1 }, context)).toEqual({
      traces: [],
      total: 0,
    });
  });
});

describe("a trace", () => {
  it("is shown with its spans, timed from its beginning to the microsecond", async () => {
    await using fixture = await trackingFixture();
    const traceId = await traced(fixture, await newRun(fixture));
    const detail = await fixture.views["traces/get"]({ traceId }, context);
    expect(detail).toMatchObject({
      trace: { name: "answer", spans: 2 },
      tags: expect.arrayContaining([{ key: "colour", value: "green" }]),
      spanCount: 2,
    });
    expect(detail.spans).toEqual([
      {
        id: "0000000000000001",
        parentId: null,
        name: "root",
        type: "LLM",
        status: "ERROR",
        start: 0,
        duration: 5.000001,
      },
      {
        id: "0000000000000002",
        parentId: "0000000000000001",
        name: "child",
        type: null,
        status: "OK",
        start: 1,
        duration: 0.25,
      },
    ]);
  });

  it("is shown with what was thought of it last", async () => {
    await using fixture = await trackingFixture();
    const traceId = await traced(fixture, await newRun(fixture));
    const feedback = (value: boolean, overrides: string | null) => ({
      assessmentId: null,
      kind: "feedback" as const,
      name: "helpful",
      value: json(value),
      valid: true,
      overrides,
      content: { rationale: "so so" },
    });
    const first = await fixture.tracking.traces.addAssessment(traceId, feedback(false, null));
    await fixture.tracking.traces.addAssessment(traceId, feedback(true, first.assessmentId));
    expect((await fixture.views["traces/get"]({ traceId }, context)).assessments).toEqual([
      { kind: "feedback", name: "helpful", value: "true", rationale: "so so" },
    ]);
  });
});

describe("a span", () => {
  it("is shown with what it was given and what happened in it", async () => {
    await using fixture = await trackingFixture();
    const traceId = await traced(fixture, await newRun(fixture));
    expect(await fixture.views["traces/span"]({ traceId, spanId: "0000000000000001" }, context)).toEqual({
      inputs: '{\n  "q": "<b>"\n}',
      outputs: null,
      statusMessage: "boom",
      attributes: [{ key: "k", value: "3" }],
      events: [{ name: "looked", at: expect.closeTo(2, 3), attributes: [{ key: "times", value: "2" }] }],
      truncated: false,
    });
  });

  it("is cut off where it is too long to read", async () => {
    await using fixture = await trackingFixture();
    const traceId = await traced(fixture, await newRun(fixture));
    const detail = await fixture.views["traces/span"]({ traceId, spanId: "0000000000000002" }, context);
    expect(detail.truncated).toBe(true);
    expect(detail.outputs).toHaveLength(100_000);
  });

  it("that is not there is not found", async () => {
    await using fixture = await trackingFixture();
    const traceId = await traced(fixture, await newRun(fixture));
    const ask = async () => fixture.views["traces/span"]({ traceId, spanId: "none" }, context);
    await expect(ask()).rejects.toMatchObject({ code: "notFound" });
  });
});
