import { invalidParameter } from "../../protocol/errors.ts";
import type { EvaluationQuestion } from "../../protocol/evaluationEntities.ts";

/** More are hardly a class but a number or a key. */
export const mostClasses = 1000;

/** What is the same class in data and in a model: `true`, `1` and `1.0` are. */
function plain(label: string): string {
  if (/^true$/i.test(label)) return "1";
  if (/^false$/i.test(label)) return "0";
  return label.trim() !== "" && Number.isFinite(Number(label)) ? String(Number(label)) : label;
}

/** The place of a class in a list: as it is written or, where none is, as it is meant. */
export function placeOf(label: string, classes: readonly string[]): number {
  const exact = classes.indexOf(label);
  return exact >= 0 ? exact : classes.findIndex((one) => plain(one) === plain(label));
}

/** The label that counts as positive: the one asked for or, of yes and no in numbers or words of logic, yes. */
export function positiveOf(names: readonly string[], { label, positive }: EvaluationQuestion): string {
  if (names.length > 2) {
    throw invalidParameter(`"${label}" has ${names.length} values (${shown(names)}); a binary task has two.`);
  }
  if (positive !== undefined) {
    const found = names[placeOf(positive, names)];
    if (found === undefined) throw invalidParameter(`"${label}" is never ${positive}; it is ${shown(names)}.`);
    return found;
  }
  const yes = names.find((name) => plain(name) === "1");
  if (yes !== undefined && names.every((name) => ["0", "1", "-1"].includes(plain(name)))) return yes;
  throw invalidParameter(
    `Which value of "${label}" is positive? It is ${shown(names)}: write "positive: ${names[0]}".`,
  );
}

export function shown(names: readonly string[]): string {
  const some = names.slice(0, 10).join(", ");
  return names.length > 10 ? `${some} and ${names.length - 10} more` : some;
}
