import { deepEqual, equal } from "node:assert/strict";
import { z } from "zod";
import { eventually } from "../support/eventually.ts";
import { post, runningEngine } from "./support/runningEngine.ts";
import { logPoint, startRun } from "./support/runs.ts";

const History = z.object({ metrics: z.array(z.object({ step: z.number() })) });

declare const reportFigure: (text: string) => void;

describe("an engine that is killed while a script logs", () => {
  it("is brought back by the window at the same address, with every acknowledged point", async () => {
    const engine = await runningEngine();
    const runId = await startRun(engine, "killed-engine");
    for (let step = 0; step < 200; step++) await logPoint(engine, runId, step);

    const killed = performance.now();
    process.kill(engine.pid, "SIGKILL");
    const next = await runningEngine(({ pid }) => pid !== engine.pid);
    reportFigure(`An engine that was killed answers again after ${Math.round(performance.now() - killed)} ms.`);

    equal(next.port, engine.port);
    equal(next.token, engine.token);
    await eventually("the script can log again", async () => {
      await logPoint(next, runId, 200);
      return true;
    });
    const url = `http://127.0.0.1:${next.port}/api/2.0/mlflow/metrics/get-history?metric_key=loss&run_id=${runId}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${next.token}` } });
    const steps = History.parse(await response.json()).metrics.map(({ step }) => step);
    deepEqual(
      steps,
      Array.from({ length: 201 }, (_, step) => step),
    );
    await post(next, "runs/update", { run_id: runId, status: "FINISHED", end_time: Date.now() });
  });
});
