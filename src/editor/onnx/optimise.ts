import { basename, join } from "node:path";
import { ProgressLocation, window } from "vscode";
import { TidemarkError } from "../../protocol/errors.ts";
import { formatBytes, formatNumber } from "../../protocol/format.ts";
import type { Optimisation } from "../../protocol/optimiseRequests.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { BenchmarkPanels } from "../panels/benchmarkPanels.ts";
import type { EvaluationPanels } from "../panels/evaluationPanels.ts";
import { withSignal } from "../withSignal.ts";

export interface OptimiseDeps {
  readonly engine: EngineHost;
  readonly evaluations: EvaluationPanels;
}

const kinds: readonly { readonly label: string; readonly description: string; readonly how: Optimisation }[] = [
  { label: "int8", description: "weights of 8 bits, quantised as the model runs", how: "int8" },
  { label: "float16", description: "numbers of 16 bits; inputs and outputs stay as they are", how: "float16" },
];

/** Makes a smaller model beside this one, and leads to what it gains and loses. */
export async function optimise(
  path: string,
  { engine, evaluations, benchmarks }: OptimiseDeps & { readonly benchmarks: BenchmarkPanels },
): Promise<void> {
  const chosen = await window.showQuickPick(kinds, { title: `Optimise ${basename(path)}: what is made of it?` });
  if (chosen === undefined) return;
  const make = (replace: boolean) =>
    window.withProgress(
      { location: ProgressLocation.Notification, title: `Optimising ${basename(path)}`, cancellable: true },
      (progress, token) =>
        withSignal(token, (signal) =>
          engine.request("optimise/model", { path, how: chosen.how, replace }, signal, ({ step }) =>
            progress.report({ message: step }),
          ),
        ),
    );
  let found: Awaited<ReturnType<typeof make>>;
  try {
    found = await make(false);
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.code !== "conflict") throw error;
    if ((await window.showWarningMessage(error.message, { modal: true }, "Replace")) !== "Replace") return;
    found = await make(true);
  }
  const { original, made, tool } = found;
  const share = formatNumber((100 * made.bytes) / original.bytes, 3);
  const message = `${basename(made.path)} has ${formatBytes(made.bytes)}, ${share} % of the original (${tool}).`;
  const declared = await declaredFor(engine, path);
  const [evaluate, benchmark] = ["Evaluate against the original", "Benchmark"];
  const answer = await window.showInformationMessage(message, ...(declared === undefined ? [] : [evaluate]), benchmark);
  if (answer === benchmark) benchmarks.open(made.path);
  if (answer !== evaluate || declared === undefined) return;
  const question = { ...declared.question, path: made.path, baseline: path, gates: [] };
  evaluations.open({ name: `${declared.name}, ${chosen.how}`, question, isDeclared: false });
}

/** The evaluation of tidemark.yaml that judges the model. */
async function declaredFor(engine: EngineHost, path: string) {
  const { evaluations } = await engine.request("evaluation/declared", {});
  return evaluations.find(
    ({ question }) => join(engine.folder ?? "", question.path) === path || question.path === path,
  );
}
