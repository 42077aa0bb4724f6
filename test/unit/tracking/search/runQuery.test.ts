import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { inRoot } from "../../../../scripts/root.ts";
import { TidemarkError } from "../../../../src/protocol/errors.ts";
import { faultPlace } from "../../../../src/protocol/query/faultPlace.ts";
import { parseClientQuery, parseRunQuery } from "../../../../src/tracking/search/runQuery.ts";
import { ask } from "../ask.ts";
import { type TrackingFixture, trackingFixture } from "../fixture.ts";

interface Wanted {
  readonly params: Readonly<Record<string, string>>;
  readonly loss: readonly number[];
  readonly others?: Readonly<Record<string, number>>;
  readonly status: "FINISHED" | "FAILED" | "RUNNING";
  readonly team?: string;
}

/** Those of docs/queries.md. */
const runs: Readonly<Record<string, Wanted>> = {
  red: { params: { lr: "0.1", model: "cnn" }, loss: [0.9, 0.5, 0.2], others: { acc: 0.8 }, status: "FINISHED" },
  green: {
    ...{ params: { lr: "0.01", model: "cnn" }, loss: [0.8, 0.4, 0.6], others: { acc: 0.91, "val/loss": 0.7 } },
    ...{ status: "FINISHED", team: "vision" },
  },
  blue: { params: { lr: "1e-3", model: "mlp" }, loss: [1.2], others: { acc: Number.NaN }, status: "FAILED" },
  grey: { params: { lr: "auto" }, loss: [], status: "RUNNING" },
};

async function fourRuns(): Promise<TrackingFixture> {
  const test = await trackingFixture();
  const { tracking } = test;
  const startTime = Date.UTC(2026, 0, 31);
  test.setTime(startTime + 2000);
  for (const [name, { params, loss, others = {}, status, team }] of Object.entries(runs)) {
    const { id } = await tracking.runs.create({ experimentId: "0", name, startTime, user: "", tags: [] });
    for (const [key, value] of Object.entries(params)) await tracking.recording.logParam(id, { key, value });
    for (const [index, value] of loss.entries()) {
      await tracking.recording.logMetric(id, { key: "loss", value, step: 100 * index, time: index });
    }
    for (const [key, value] of Object.entries(others)) {
      await tracking.recording.logMetric(id, { key, value, step: 0, time: 0 });
    }
    if (team !== undefined) await ask(test, "runs/update", { runId: id, tags: { team } });
    if (status !== "RUNNING") await tracking.runs.update(id, { status, endTime: startTime + 1000 });
  }
  return test;
}

const order = Object.keys(runs);
async function found(test: TrackingFixture, filter: string): Promise<string[]> {
  const { runs: all } = await ask(test, "runs/list", { experimentId: "0", filter });
  return all.map(({ name }) => name).sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

it("every example of docs/queries.md finds the runs that it promises", async () => {
  await using test = await fourRuns();
  const text = await readFile(inRoot("docs", "queries.md"), "utf8");
  const examples = [...text.matchAll(/^\| `([^|]+)` \| ((?:red|green|blue|grey)(?:, \w+)*) \|$/gm)];
  expect(examples.length).toBeGreaterThanOrEqual(20);
  for (const [, query = "", names = ""] of examples) expect(await found(test, query), query).toEqual(names.split(", "));
});

describe("a query", () => {
  const goalOf = (key: string) => (key === "loss" ? ("min" as const) : null);

  it("that MLflow's language has is read as MLflow's", () => {
    expect(parseRunQuery("metrics.loss < 1 AND params.model = 'a'", goalOf)).toMatchObject([
      { of: "metric" },
      { of: "param" },
    ]);
    expect(parseRunQuery("metrics.loss < 1 OR params.model = 'a'", goalOf)).toMatchObject([{ of: "query" }]);
  });

  it("asks for the best of a metric only where that is known", () => {
    expect(parseRunQuery("best(loss) < 1", goalOf)).toMatchObject([{ query: { left: { take: "min" } } }]);
    expect(() => parseRunQuery("1 + best(size) < 1", goalOf)).toThrow(
      'Whether less or more of "size" is better is not known: write min(size) or max(size).',
    );
  });

  it("that is wrong is told with its place, and a client of MLflow is told MLflow's words", () => {
    const refused = (parse: typeof parseRunQuery): TidemarkError => {
      try {
        parse("metrics.a > 1 OR metric.b >", goalOf);
      } catch (error) {
        if (error instanceof TidemarkError) return error;
      }
      throw new TypeError("It was not refused.");
    };
    const own = refused(parseRunQuery);
    expect(faultPlace(own)).toEqual({ from: 27, to: 27 });
    expect(own.message).toMatch(/ends too early/);
    expect(refused(parseClientQuery).message).toMatch(/^Invalid clause\(s\) in filter string/);
  });
});
