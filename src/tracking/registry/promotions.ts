import { TidemarkError } from "../../protocol/errors.ts";
import { EvaluationGateOutcome } from "../../protocol/evaluationEntities.ts";
import type { Promotion } from "../../protocol/promotionRequests.ts";
import type { PromotionRow } from "../../store/promotionTable.ts";
import type { Tables } from "../../store/tables.ts";
import { findModel, findVersion } from "./lookup.ts";
import { checkNewAlias } from "./registryNames.ts";

const conflict = (message: string) => new TidemarkError("conflict", message);

export interface NewPromotion extends Omit<Promotion, "undone"> {
  readonly name: string;
}

/** The version that an alias of the model means; null where there is none. */
export const versionOfAlias = (tables: Tables, name: string, alias: string): number | null =>
  findModel(tables, name).aliases.find((each) => each.alias === alias)?.version ?? null;

/**
 * Moves the alias and keeps why.
 * @throws TidemarkError `conflict` where a gate didn't pass, or the alias has moved since `from` was read
 */
export function promote(tables: Tables, promotion: NewPromotion): Promotion {
  const { name, alias, from, to, time, user, evaluation, resultHash, modelHash, gates } = promotion;
  checkNewAlias(alias);
  // The first version with an alias has nobody to be compared with.
  const judged = gates.filter(({ gate, verdict }) => from !== null || !("against" in gate) || verdict !== "unknown");
  if (judged.length === 0 || judged.some(({ verdict }) => verdict !== "passed")) {
    throw conflict(`@${alias} stays where it is: not all gates pass.`);
  }
  const { model } = findVersion(tables, name, to);
  const now = versionOfAlias(tables, name, alias);
  if (now !== from) {
    throw conflict(`@${alias} has moved meanwhile: it was ${words(from)} and is ${words(now)}. Nothing has changed.`);
  }
  tables.registeredModels.setAlias(model, alias, to);
  const id = tables.promotions.insert({
    model,
    name,
    alias,
    from_version: from,
    to_version: to,
    time,
    user,
    evaluation,
    result_hash: resultHash,
    model_hash: modelHash,
    gates: JSON.stringify(gates),
  });
  return read(tables, id);
}

/**
 * Gives the alias back to the version that had it before, or to none.
 * @throws TidemarkError `notFound` where nothing was promoted, `conflict` when it was undone already, or the alias was moved
 * since, or the version before is gone
 */
export function undoPromotion(
  tables: Tables,
  { name, alias, time, user }: { name: string; alias: string; time: number; user: string | null },
): Promotion {
  const { id: model } = findModel(tables, name);
  const last = tables.promotions.last(model, alias);
  if (last === undefined) throw new TidemarkError("notFound", `Nothing of ${name} was promoted to @${alias}.`);
  if (last.undone_at !== null) throw conflict(`The last promotion of ${name} to @${alias} was undone already.`);
  const now = versionOfAlias(tables, name, alias);
  if (now !== last.to_version) {
    throw conflict(`@${alias} was moved since its last promotion: it is ${words(now)}, not v${last.to_version}.`);
  }
  const { from_version: from } = last;
  if (from === null) {
    tables.registeredModels.deleteAlias(model, alias);
  } else {
    if (tables.modelVersions.get(model, from) === undefined) {
      throw conflict(`v${from}, which was @${alias} before, is deleted.`);
    }
    tables.registeredModels.setAlias(model, alias, from);
  }
  tables.promotions.undo(last.id, time, user);
  return read(tables, last.id);
}

const words = (version: number | null): string => (version === null ? "no version's" : `v${version}`);

function read(tables: Tables, id: number): Promotion {
  const row = tables.promotions.get(id);
  if (row === undefined) throw new TidemarkError("internal", "The promotion was not kept.");
  return promotionOf(row);
}

export const promotionOf = (row: PromotionRow): Promotion => ({
  alias: row.alias,
  from: row.from_version,
  to: row.to_version,
  time: row.time,
  user: row.user,
  evaluation: row.evaluation,
  resultHash: row.result_hash,
  modelHash: row.model_hash,
  gates: EvaluationGateOutcome.array().parse(JSON.parse(row.gates)),
  undone: row.undone_at === null ? null : { time: row.undone_at, user: row.undone_by },
});
