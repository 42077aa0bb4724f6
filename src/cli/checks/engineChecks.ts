import type { ConnectedEngine } from "../../client/connectEngine.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import { type Check, fail, ok, warn } from "./check.ts";

/** Starts or attaches to the engine and looks at what scripts and editors would meet. */
export async function checkEngine(connect: () => Promise<ConnectedEngine>, version: string): Promise<EngineFindings> {
  let engine: ConnectedEngine;
  try {
    engine = await connect();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { url: null, checks: [fail("engine", message, adviceOf(error))] };
  }
  try {
    const status = await engine.request("engine/status", {});
    const running = `${status.version}, process ${status.pid}, ${status.runningRuns} running`;
    const own =
      status.version === version ? ok("engine", running) : warn("engine", running, newer(status.version, version));
    const store = await checkStore(engine);
    const problems = status.problems.map(({ id, message, advice }) => fail(id, message, advice));
    return { url: status.url, checks: [own, await checkHttp(status), store, ...problems] };
  } finally {
    engine.dispose();
  }
}

export interface EngineFindings {
  readonly url: string | null;
  readonly checks: readonly Check[];
}

const newer = (running: string, own: string): string =>
  `This is ${own}, the engine is ${running}. Update this one, or \`tidemark stop\` the engine.`;

function adviceOf(error: unknown): string {
  const code = error instanceof TidemarkError ? error.code : "internal";
  if (code === "storeTooNew") return "Update Tidemark: this folder was written by a newer one.";
  if (code === "diskFull") return "Free some space on the disk.";
  if (code === "readOnly" || code === "permissionDenied") return "Give yourself the right to write in .tidemark.";
  return "Look into .tidemark/logs/engine.log.";
}

async function checkHttp(status: { readonly url: string; readonly token: string | null }): Promise<Check> {
  const name = "address";
  try {
    const answer = await fetch(`${status.url}/api/2.0/mlflow/experiments/get?experiment_id=0`, {
      headers: status.token === null ? {} : { authorization: `Bearer ${status.token}` },
      signal: AbortSignal.timeout(10_000),
    });
    if (answer.ok && status.token !== null) return ok(name, status.url);
    if (answer.ok) return warn(name, `${status.url} without a token`, "Every user of this machine may read and write.");
    return fail(name, `${status.url} answers ${answer.status}`, "Restart it: `tidemark stop`, then this again.");
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail(name, `${status.url}: ${message}`, "A firewall or proxy may be in the way of loopback connections.");
  }
}

async function checkStore(engine: ConnectedEngine): Promise<Check> {
  try {
    const { experiments } = await engine.request("experiments/list", {});
    const runs = experiments.reduce((sum, experiment) => sum + experiment.runs, 0);
    return ok("store", `${experiments.length} experiments, ${runs} runs`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail("store", message, "Look into .tidemark/logs/engine.log.");
  }
}
