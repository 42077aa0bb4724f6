import { resolve } from "node:path";
import type { BenchmarkResult, BenchmarkSettings, ModelMeasurement } from "../../protocol/benchmarkEntities.ts";
import type { BenchmarkContract } from "../../protocol/benchmarkRequests.ts";
import type { Handlers } from "../../protocol/contract.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import { notFound, TidemarkError } from "../../protocol/errors.ts";
import { evaluationFault } from "../../protocol/evaluationFaults.ts";
import type { DeclaredEvaluation, DeclaredEvaluations, EvaluationContract } from "../../protocol/evaluationRequests.ts";
import {
  type BesideOriginal,
  type MadeModel,
  type OptimiseReport,
  optimiseBatches,
} from "../../protocol/optimiseEntities.ts";
import { type ModelFiles, modelFile } from "./modelFile.ts";

type Engine = Handlers<EngineContract>;

interface Parts extends ModelFiles {
  readonly make: Engine["optimise/model"];
  readonly measure: Handlers<BenchmarkContract>["benchmark/measure"];
  readonly judge: Handlers<EvaluationContract>["evaluation/run"];
  readonly declared: Handlers<DeclaredEvaluations>["evaluation/declared"];
}

/** How much of the work on one model each part is, roughly: made, measured by batch, judged. */
const shares = { made: 0.3, measured: 0.2, judged: 0.3 };

/** What smaller models gain and lose, as one report. One part that fails leaves the others as they are, with its reason. */
export function optimiseReportHandlers(parts: Parts): Pick<Engine, "optimise/compare" | "optimise/evaluations"> {
  return {
    async "optimise/compare"({ path, how, evaluation, replace, python, seconds }, { signal, report }) {
      const source = await modelFile(path, parts);
      const { judging, fault } = await judgeOf(source, evaluation, signal);
      const models: OptimiseReport["models"] = [];
      for (const [index, kind] of how.entries()) {
        const tell = (step: string, share: number): void =>
          report({ step: `${kind}: ${step}`, share: Math.min(1, (index + share) / how.length) });
        models.push(await oneModel(kind, tell));
      }
      return { evaluation: judging?.name ?? null, models };

      async function oneModel(
        kind: (typeof how)[number],
        tell: (step: string, share: number) => void,
      ): Promise<OptimiseReport["models"][number]> {
        const asked = { path: source, how: kind, replace, ...(python === undefined ? {} : { python }) };
        const found = await attempt(parts.make(asked, { signal, report: ({ step }) => tell(step, 0) }), signal);
        if ("error" in found) {
          const isThere = found.error instanceof TidemarkError && found.error.code === "conflict";
          return { how: kind, error: found.words, isThere };
        }
        const { original, made, tool } = found.value;
        const ratios: BesideOriginal[] = [];
        for (const [place, batch] of optimiseBatches.entries()) {
          const begun = shares.made + place * shares.measured;
          ratios.push(await beside(made.path, batch, (step, share) => tell(step, begun + share * shares.measured)));
        }
        const begun = 1 - shares.judged;
        const loss = await lossOf(made.path, (step, share) => tell(step, begun + share * shares.judged));
        return { how: kind, ...made, originalBytes: original.bytes, tool, ratios, ...loss };
      }

      async function beside(
        other: string,
        batch: number,
        tell: (step: string, share: number) => void,
      ): Promise<BesideOriginal> {
        const work = parts.measure(
          { path: source, other, settings: settingsOf(batch, seconds) },
          { signal, report: ({ step, share }) => tell(`batch ${batch}, ${step}`, share) },
        );
        const measured = await attempt(work, signal);
        return { batch, ...("error" in measured ? { reason: measured.words } : mediansOf(measured.value)) };
      }

      async function lossOf(
        made: string,
        tell: (step: string, share: number) => void,
      ): Promise<Pick<MadeModel, "evaluation" | "unjudged">> {
        if (judging === undefined) {
          return { evaluation: null, unjudged: `No evaluation of tidemark.yaml is about this model.${fault}` };
        }
        const question = { ...judging.question, path: made, baseline: source, gates: [] };
        const work = parts.judge(question, { signal, report: ({ step, share }) => tell(step, share) });
        const judged = await attempt(work, signal);
        return "error" in judged ? { evaluation: null, unjudged: judged.words } : { evaluation: judged.value };
      }
    },

    async "optimise/evaluations"({ path }, { signal }) {
      const source = await modelFile(path, parts);
      const { evaluations, own, fault } = await declaredFor(source, undefined, signal);
      const names = own.map(({ name }) => name);
      const others = evaluations.map(({ name }) => name).filter((name) => !names.includes(name));
      return { own: names, others, ...(fault === "" ? {} : { fault: fault.trim() }) };
    },
  };

  async function judgeOf(
    source: string,
    name: string | undefined,
    signal: AbortSignal,
  ): Promise<{ readonly judging: DeclaredEvaluation | undefined; readonly fault: string }> {
    const { evaluations, own, fault } = await declaredFor(source, name, signal);
    if (name === undefined) return { judging: own[0], fault };
    const judging = evaluations.find((one) => one.name === name);
    if (judging === undefined) throw notFound(`There is no evaluation "${name}" in tidemark.yaml.${fault}`);
    return { judging, fault };
  }

  /** With the fault that may be why an evaluation is missing although it is written. */
  async function declaredFor(source: string, name: string | undefined, signal: AbortSignal) {
    const { evaluations, file, problems } = await parts.declared({}, { signal });
    const own = evaluations.filter(({ question }) => resolve(parts.workspace, question.path) === source);
    const found = evaluationFault(problems, name);
    const fault = found === undefined ? "" : ` ${file}:${found.range.start.line + 1}: ${found.message}`;
    return { evaluations, own, fault };
  }
}

/** What work comes to, or what went wrong; it is thrown on where nobody wants to know any more. */
async function attempt<T>(
  work: T | Promise<T>,
  signal: AbortSignal,
): Promise<{ readonly value: T } | { readonly error: unknown; readonly words: string }> {
  try {
    return { value: await work };
  } catch (error) {
    if (signal.aborted) throw error;
    return { error, words: error instanceof Error ? error.message : String(error) };
  }
}

function mediansOf({ ratio, model, other, noise }: BenchmarkResult): Omit<BesideOriginal, "batch"> {
  const [originalMedian, median] = [medianOf(model), medianOf(other)];
  return {
    ...(ratio === undefined ? {} : { ratio }),
    ...(median === undefined ? {} : { median }),
    ...(originalMedian === undefined ? {} : { originalMedian }),
    ...(noise.length === 0 ? {} : { noise }),
  };
}

const medianOf = (model: ModelMeasurement | undefined): number | undefined =>
  model?.latency?.percentiles.find(({ percentile }) => percentile === 0.5)?.value ?? undefined;

const settingsOf = (batch: number, seconds: number): BenchmarkSettings => ({
  scenario: "singleStream",
  optimisation: "all",
  provider: "cpu",
  seconds,
  dimensions: {},
  batch,
});
