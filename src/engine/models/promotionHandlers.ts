import { createHash } from "node:crypto";
import { userInfo } from "node:os";
import type { Handlers } from "../../protocol/contract.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import type { EvaluationResult } from "../../protocol/evaluationEntities.ts";
import { evaluationFault } from "../../protocol/evaluationFaults.ts";
import type { DeclaredEvaluation } from "../../protocol/evaluationRequests.ts";
import type { Store } from "../../store/openStore.ts";
import type { TrackingChange } from "../../tracking/changes.ts";
import { findVersion } from "../../tracking/registry/lookup.ts";
import { promote, undoPromotion, versionOfAlias } from "../../tracking/registry/promotions.ts";
import { withoutChampion } from "./firstPromotion.ts";

interface PromotionDependencies {
  readonly store: Store;
  readonly onChange: (change: TrackingChange) => void;
  readonly evaluations: Pick<Handlers<EngineContract>, "evaluation/declared" | "evaluation/run">;
}

/** Moving an alias to a version that holds the gates of an evaluation. */
export function promotionHandlers({
  store,
  onChange,
  evaluations,
}: PromotionDependencies): Pick<Handlers<EngineContract>, "models/promote" | "models/undoPromotion"> {
  const { tables } = store;
  return {
    async "models/promote"({ name, version, alias, evaluation }, context) {
      findVersion(tables, name, version);
      const from = versionOfAlias(tables, name, alias);
      if (from === version) throw invalidParameter(`@${alias} is v${version} of ${name} already.`);
      const declared = await evaluations["evaluation/declared"]({}, context);
      const all = chosen(declared, evaluation).question;
      const { question, leftOut } = from === null ? withoutChampion(all, name, alias) : { question: all, leftOut: [] };
      const found = await evaluations["evaluation/run"]({ ...question, path: `models:/${name}/${version}` }, context);
      const result = { ...found, gates: [...found.gates, ...leftOut] };
      if (!found.gates.every(({ verdict }) => verdict === "passed")) return { promotion: null, result };
      const promotion = await store.write((writing) =>
        promote(writing, {
          name,
          alias,
          from,
          to: version,
          time: Date.now(),
          user: user(),
          evaluation,
          resultHash: hashOf(result),
          modelHash: result.model.file?.sha256 ?? null,
          gates: result.gates,
        }),
      );
      onChange({ models: true });
      return { promotion, result };
    },
    async "models/undoPromotion"({ name, alias }) {
      const undone = { name, alias, time: Date.now(), user: user() };
      const promotion = await store.write((writing) => undoPromotion(writing, undone));
      onChange({ models: true });
      return { promotion };
    },
  };
}

type Declared = Awaited<ReturnType<Handlers<EngineContract>["evaluation/declared"]>>;

/** @throws TidemarkError where the evaluation is not there, is wrong, or has nothing to hold */
function chosen({ evaluations, problems }: Declared, name: string): DeclaredEvaluation {
  const found = evaluations.find((each) => each.name === name);
  if (found === undefined) {
    const problem = evaluationFault(problems, name);
    if (problem !== undefined) throw invalidParameter(`The evaluation "${name}" is wrong: ${problem.message}`);
    const names = evaluations.map((each) => each.name).join(", ");
    throw notFound(`There is no evaluation "${name}"${names === "" ? " in tidemark.yaml" : `; there are ${names}`}.`);
  }
  if (found.question.gates.length > 0) return found;
  throw invalidParameter(`The evaluation "${name}" has no gates, so it can't tell whether to promote a model.`);
}

/** Of what was found, not of how long it took: the same model on the same rows has the same hash. */
function hashOf({
  data,
  label,
  positive,
  threshold,
  model,
  baselines,
  comparisons,
  confusion,
  slices,
  gates,
}: EvaluationResult) {
  const found = { data, label, positive, threshold, model, baselines, comparisons, confusion, slices, gates };
  return createHash("sha256").update(JSON.stringify(found)).digest("hex");
}

/** Whose engine it is. Some systems have no name for it. */
function user(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
