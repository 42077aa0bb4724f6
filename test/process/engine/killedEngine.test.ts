import { describe, expect, it } from "vitest";
import { z } from "zod";
import { EngineConnection } from "../../../src/client/engineConnection.ts";
import { ensureEngine } from "../../../src/client/ensureEngine.ts";
import { packageVersion } from "../../../src/engine/packageVersion.ts";
import { engineFile } from "../../support/engineProcess.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const Created = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });
const History = z.object({ metrics: z.array(z.object({ step: z.coerce.number(), value: z.number() })) });

/** Speaks to an engine as a script's client does: what gets no answer is sent again. */
function script(url: string, token: string) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const send = async (path: string, body?: object): Promise<unknown> => {
    const request = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
    for (;;) {
      const response = await fetch(`${url}/api/2.0/mlflow/${path}`, request).catch(() => null);
      if (response === null) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    }
  };
  return {
    createRun: async () =>
      Created.parse(await send("runs/create", { experiment_id: "0", start_time: Date.now() })).run.info.run_id,
    logMetric: (run_id: string, step: number) =>
      send("runs/log-metric", { run_id, key: "loss", value: 1 / (step + 1), timestamp: 1000 + step, step }),
    history: async (run: string) =>
      History.parse(await send(`metrics/get-history?run_id=${run}&metric_key=loss&max_results=10000`)).metrics,
  };
}

/** The engine must not outlive a test that fails. */
const stoppedAtTheEnd = (engine: EngineConnection): EngineConnection & AsyncDisposable =>
  Object.assign(engine, {
    async [Symbol.asyncDispose]() {
      await engine.stop("The test is over.");
      engine.dispose();
    },
  });

describe("an engine that is killed while a script logs", () => {
  it("comes back at its address, and has every point that it acknowledged, once", async () => {
    await using workspace = await temporaryFolder();
    const options = {
      workspace: workspace.path,
      client: "test",
      version: packageVersion(engineFile),
      node: process.execPath,
      engineFile,
    };
    await using engine = stoppedAtTheEnd(new EngineConnection((request) => ensureEngine({ ...options, ...request })));
    const { url, token } = await engine.start();
    const logging = script(url, token ?? "");
    const run = await logging.createRun();
    const steps = Array.from({ length: 300 }, (_, step) => step);
    for (const step of steps) {
      const acknowledged = logging.logMetric(run, step);
      // In the middle of a request, so that it may be recorded without its answer arriving.
      if (step === 100 || step === 200) process.kill((await engine.start()).pid, "SIGKILL");
      await acknowledged;
    }
    expect((await logging.history(run)).map((point) => point.step)).toEqual(steps);
  }, 60_000);
});
