import { z } from "zod";
import type { EngineInfo } from "../../../src/protocol/engineInfo.ts";
import { post } from "./runningEngine.ts";

const Created = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });
const CreatedExperiment = z.object({ experiment_id: z.string() });

/** Starts a run in a new experiment over HTTP and answers its id. */
export async function startRun(engine: EngineInfo, name: string): Promise<string> {
  const { experiment_id } = CreatedExperiment.parse(await post(engine, "experiments/create", { name }));
  const created = await post(engine, "runs/create", { experiment_id, run_name: name, start_time: Date.now() });
  return Created.parse(created).run.info.run_id;
}

/** Logs one point; resolves when the engine has acknowledged it. */
export async function logPoint(engine: EngineInfo, runId: string, step: number): Promise<void> {
  const point = { run_id: runId, key: "loss", value: 1 / (step + 1), step, timestamp: Date.now() };
  await post(engine, "runs/log-metric", point);
}
