import { env } from "vscode";
import type { Handlers } from "../../protocol/contract.ts";
import type { ComparePageContract, RunPageContract } from "../../protocol/pageContract.ts";
import { runCommand } from "../commandRunner.ts";
import type { EngineHost } from "../engine/engineHost.ts";

type Shared = Pick<
  Handlers<RunPageContract> & Handlers<ComparePageContract>,
  "metrics/sample" | "metrics/setGoal" | "page/openRun" | "page/copy"
>;

/** What both report pages may ask. */
export const reportHandlers = (engine: EngineHost): Shared => ({
  "metrics/sample": (params, { signal }) => engine.request("metrics/sample", params, signal),
  "metrics/setGoal": (params, { signal }) => engine.request("metrics/setGoal", params, signal),
  "page/openRun": async ({ runId }) => {
    await runCommand("tidemark.run.open", runId);
    return {};
  },
  "page/copy": async ({ text }) => {
    await env.clipboard.writeText(text);
    return {};
  },
});
