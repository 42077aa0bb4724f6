/** How fast the engine records metrics over HTTP: one client that waits for each answer, then several at once. */
import { z } from "zod";
import { inRoot } from "../../scripts/root.ts";
import { type EngineProcess, startEngine } from "../support/engineProcess.ts";

const rounds = 5;
const Created = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });

await using engine = await startEngine({ file: inRoot("dist", "engine.mjs") });

await measure("log-metric, 1 client", 1, 2_000, 1);
await measure("log-metric, 8 clients", 8, 1_000, 1);
await measure("log-batch of 1,000, 1 client", 1, 100, 1_000);
await measure("log-batch of 1,000, 4 clients", 4, 50, 1_000);

/** Prints the median of several rounds, in points a second. */
async function measure(title: string, clients: number, requests: number, points: number): Promise<void> {
  const rates: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const runs = await Promise.all(Array.from({ length: clients }, () => startRun(engine)));
    const started = performance.now();
    await Promise.all(runs.map((runId) => logAll(runId, requests, points)));
    rates.push((clients * requests * points) / ((performance.now() - started) / 1000));
  }
  rates.sort((a, b) => a - b);
  const median = Math.round(rates[Math.floor(rates.length / 2)] ?? 0);
  console.log(`${title.padEnd(32)} ${median.toLocaleString("en").padStart(9)} points/s`);
}

async function logAll(run_id: string, requests: number, points: number): Promise<void> {
  for (let request = 0; request < requests; request++) {
    const point = (index: number) => ({
      key: "loss",
      value: 1 / (request + 1),
      step: request * points + index,
      timestamp: 1_700_000_000_000 + request,
    });
    if (points === 1) await post(engine, "runs/log-metric", { run_id, ...point(0) });
    else
      await post(engine, "runs/log-batch", { run_id, metrics: Array.from({ length: points }, (_, at) => point(at)) });
  }
}

async function startRun(at: EngineProcess): Promise<string> {
  const answer = await post(at, "runs/create", { experiment_id: "0", start_time: 1_700_000_000_000 });
  return Created.parse(answer).run.info.run_id;
}

async function post(at: EngineProcess, endpoint: string, body: unknown): Promise<unknown> {
  const response = await at.fetch(`/api/2.0/mlflow/${endpoint}`, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${endpoint}: ${response.status} ${await response.text()}`);
  return response.json();
}
