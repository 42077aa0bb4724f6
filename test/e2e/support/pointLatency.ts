import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { Workbench } from "./workbench.ts";

const Created = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });

export interface Latency {
  readonly median: number;
  readonly slowest: number;
}

/** Logs points one by one to a run whose page is open, and measures how long each takes to be painted. */
export async function measureLatency(
  workbench: Workbench,
  engine: { readonly url: string; readonly token: string | null },
  count: number,
): Promise<Latency> {
  const post = async (endpoint: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${engine.url}/api/2.0/mlflow/${endpoint}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${engine.token}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${endpoint}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const name = "latency";
  const created = Created.parse(
    await post("runs/create", { experiment_id: "1", run_name: name, start_time: Date.now() }),
  );
  const run_id = created.run.info.run_id;
  const log = (step: number): Promise<unknown> =>
    post("runs/log-metric", { run_id, key: "watched", value: step, step, timestamp: Date.now() });

  await log(0);
  await workbench.row(name).click();
  const page = await workbench.webviewWith('figure[data-metric="watched"]');
  const chart = page.locator('figure[data-metric="watched"]');
  await chart.scrollIntoViewIfNeeded();
  const times: number[] = [];
  for (let step = 1; step <= count; step++) {
    // Points of a moment travel together: each of these shall travel alone, at no particular phase.
    await setTimeout(150 + 37 * (step % 7));
    const painted = chart.evaluate(
      (element, points) =>
        new Promise<number>((resolve) => {
          const look = (): void => {
            if (element.getAttribute("data-points") !== points) requestAnimationFrame(look);
            // The next frame has the canvas that was drawn in this one.
            else requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
          };
          look();
        }),
      String(step + 1),
    );
    const started = Date.now();
    await log(step);
    times.push((await painted) - started);
  }
  await post("runs/update", { run_id, status: "FINISHED", end_time: Date.now() });
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)] ?? 0, slowest: times.at(-1) ?? 0 };
}
