import { env } from "vscode";
import type { Handlers } from "../../protocol/contract.ts";
import { notFound } from "../../protocol/errors.ts";
import type { ComparePageContract, RunPageContract } from "../../protocol/pageContract.ts";
import type { RunCode } from "../code/runCode.ts";
import { runCommand } from "../commandRunner.ts";
import type { EngineHost } from "../engine/engineHost.ts";

type All = Handlers<RunPageContract> & Handlers<ComparePageContract>;

/** What any page may ask: to copy a text and to open a run. */
export const pageHandlers: Pick<All, "page/openRun" | "page/copy"> = {
  "page/openRun": async ({ runId }) => {
    await runCommand("tidemark.run.open", runId);
    return {};
  },
  "page/copy": async ({ text }) => {
    await env.clipboard.writeText(text);
    return {};
  },
};

/** Opens the page of a registered model's version. */
export const openVersion: Handlers<RunPageContract>["page/openVersion"] = async (version) => {
  await runCommand("tidemark.model.open", { kind: "named", ...version }, []);
  return {};
};

/** What both report pages may ask. */
export const reportHandlers = (
  engine: EngineHost,
): Pick<All, "metrics/sample" | "metrics/setGoal" | "page/openRun" | "page/copy"> => ({
  "metrics/sample": (params, { signal }) => engine.request("metrics/sample", params, signal),
  "metrics/setGoal": (params, { signal }) => engine.request("metrics/setGoal", params, signal),
  ...pageHandlers,
});

/** Shows the difference of two runs' code in the editor's own diff. */
export const diffCode =
  (engine: EngineHost, code: RunCode): All["page/diffCode"] =>
  async ({ left, right }) => {
    const { runs } = await engine.request("runs/summaries", { runIds: [left, right] });
    const [first, second] = runs;
    if (first === undefined || second === undefined) throw notFound("One of these runs is not there any more.");
    await code.diff(first, second);
    return {};
  };
