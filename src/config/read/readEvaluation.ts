import type * as z from "zod";
import { evaluationMetrics } from "../../protocol/evaluationEntities.ts";
import { idOf } from "../checkId.ts";
import type { Dataset, Evaluation } from "../config.ts";
import { EvaluationFile } from "../schema/evaluation.ts";
import { suggestion } from "../text/nearest.ts";
import { type Entry, entryOf, entryRange, type Tree } from "../text/tree.ts";
import { type Context, tellError } from "./context.ts";
import { parseAt, subjectOf } from "./parseAt.ts";

/** The id of an evaluation, or of a gate of it from 0: no data set can have such a name. */
export const evaluationId = (name: string, gate?: number): string =>
  gate === undefined ? idOf(`evaluation:${name}`) : idOf(`evaluation:${name}`, "gates", String(gate));

/** An evaluation; undefined when anything about it is wrong, since without a gate it would promise more than it holds. */
export function readEvaluation(
  entry: Entry,
  { datasets, names }: { readonly datasets: readonly Dataset[]; readonly names: readonly string[] },
  context: Context,
): Evaluation | undefined {
  const { key: name, value } = entry;
  const id = evaluationId(name);
  context.places.set(id, entryRange(entry));
  for (const [at, range] of gateRanges(value)) context.places.set(evaluationId(name, at), range);
  const found = parseAt(EvaluationFile, subjectOf(entry, id), context.report);
  if (found === undefined) return undefined;
  const tell = (key: string, message: string): undefined => {
    const place = value.kind === "map" ? entryOf(value, key) : undefined;
    tellError(context, message, place === undefined ? entry.keyRange : entryRange(place), id);
    return undefined;
  };
  const { dataset: wanted, task, inputs = {}, outputs = {}, slices = [], gates = [], ...rest } = found;
  const dataset = datasets.find((each) => each.name === wanted);
  if (dataset === undefined) {
    // One that is there and wrong was told already.
    if (names.includes(wanted)) return undefined;
    return tell("dataset", `There is no data set or feature "${wanted}".${suggestion(wanted, names)}`);
  }
  if (rest.part !== undefined && dataset.split === undefined) {
    return tell("part", `The data set "${wanted}" has no "split", so it has no part "${rest.part}".`);
  }
  const label = rest.labels?.join(", ") ?? rest.label ?? dataset.label;
  if (label === undefined) return tell("label", `Which column is true? "${wanted}" declares no "label": name it here.`);
  const fault = taskFault({ ...found, slices });
  if (fault !== undefined) return tell(fault.key, fault.message);
  const known: readonly string[] = evaluationMetrics[task];
  const flat = gates.flat();
  for (const [at, gate] of flat.entries()) {
    const place = context.places.get(evaluationId(name, at)) ?? entry.keyRange;
    const wrong = (message: string): undefined => {
      tellError(context, message, place, id);
      return undefined;
    };
    if (!known.includes(gate.metric)) {
      return wrong(`A ${task} task has no ${gate.metric}; it has ${known.join(", ")}.`);
    }
    if ("against" in gate && rest.baseline === undefined) {
      return wrong('Which model is the baseline? Name one: "baseline: models/old.onnx".');
    }
  }
  const part = rest.part ?? (dataset.split === undefined ? undefined : "test");
  return { name, ...rest, dataset: wanted, part, task, label, inputs, outputs, slices, gates: flat };
}

/** What a task has that it can't have, or lacks. */
function taskFault({
  task,
  ...found
}: Pick<z.infer<typeof EvaluationFile>, (typeof taskKeys)[number] | "task"> & {
  readonly slices: readonly string[];
}): { readonly key: string; readonly message: string } | undefined {
  const needed = { multilabel: "labels", ranking: "group", similarity: "pair" } as const;
  const lacks = task === "multilabel" || task === "ranking" || task === "similarity" ? needed[task] : undefined;
  if (lacks !== undefined && found[lacks] === undefined) {
    return { key: "task", message: `A ${task} task needs "${lacks}": ${neededWords[lacks]}.` };
  }
  const stray = taskKeys.find((key) => found[key] !== undefined && !tasksOf[key].includes(task));
  if (stray !== undefined) {
    return { key: stray, message: `Only a ${tasksOf[stray].join(" or ")} task has "${stray}".` };
  }
  if (task === "ranking" && found.slices.length > 0) {
    return { key: "slices", message: "A ranking has no slices: its figures are those of whole groups." };
  }
  return undefined;
}

const neededWords = {
  labels: "the columns of its labels, such as [is_new, is_used]",
  group: "the column that says which rows are ranked together",
  pair: "the columns of each input for the second of a pair",
} as const;

const taskKeys = ["positive", "threshold", "labels", "group", "k", "pair"] as const;
const tasksOf: Readonly<Record<(typeof taskKeys)[number], readonly string[]>> = {
  positive: ["binary"],
  threshold: ["binary", "multilabel"],
  labels: ["multilabel"],
  group: ["ranking"],
  k: ["ranking"],
  pair: ["similarity"],
};

function gateRanges(value: Tree): [number, Entry["keyRange"]][] {
  const gates = value.kind === "map" ? entryOf(value, "gates")?.value : undefined;
  return gates?.kind === "list" ? gates.items.map((item, at) => [at, item.range]) : [];
}
