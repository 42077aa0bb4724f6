import { idOf } from "../checkId.ts";
import type { Check } from "../checks/check.ts";
import { columnForms } from "../checks/columnForms.ts";
import type { CheckForm } from "../checks/form.ts";
import { tableForms } from "../checks/tableForms.ts";
import type { Dataset } from "../config.ts";
import { nearest, suggestion } from "../text/nearest.ts";
import type { Tree } from "../text/tree.ts";
import type { Context } from "./context.ts";
import { columnsOf, mentionIn } from "./mentions.ts";

/** What a data set can refer to. */
export interface Surroundings {
  readonly datasets: readonly Dataset[];
  /** Of all that the file names, also those that have problems of their own. */
  readonly names: readonly string[];
  readonly tree: Tree;
}

/** The data set without what refers to something that isn't there; that is told. */
export function linked(dataset: Dataset, surroundings: Surroundings, context: Context): Dataset {
  const tell = (id: string, text: string, message: string, severity: "error" | "warning" = "error") => {
    const place = context.places.get(id) ?? context.places.get(idOf(dataset.name));
    if (place === undefined) return;
    context.report({ message, severity, range: mentionIn(surroundings.tree, place, text), path: id });
  };
  const isThere = (id: string, column: string, of: Dataset): boolean => {
    const known = of.columns.map(({ name }) => name);
    if (known.includes(column)) return true;
    if (of.checks.some(({ kind }) => kind === "closed")) {
      tell(id, column, `${of.name} has no column "${column}".${suggestion(column, known)}`);
      return false;
    }
    const meant = nearest(column, known);
    if (meant !== undefined) {
      tell(id, column, `The column "${column}" isn't declared. Did you mean "${meant}"?`, "warning");
    }
    return true;
  };
  const own = (field: "time" | "label" | "prediction", column: string | undefined): string | undefined =>
    column === undefined || isThere(idOf(dataset.name, field), column, dataset) ? column : undefined;

  const { split: declared } = dataset;
  const time = own("time", dataset.time);
  const label = own("label", dataset.label);
  const prediction = own("prediction", dataset.prediction);
  const split =
    declared?.kind !== "column" || isThere(idOf(dataset.name, "split"), declared.column, dataset)
      ? declared
      : undefined;
  const parts = { ...dataset, time, label, prediction, split };

  const checks = dataset.checks.filter((check) => {
    const lack = lackOf(check, parts);
    if (lack !== undefined) {
      const isWrong = context.places.has(idOf(dataset.name, lack));
      const or = check.kind === "freshness" && !isWrong ? ', or a "column"' : "";
      tell(check.id, "", `"${check.kind}" needs the data set's "${lack}"${isWrong ? ", which is wrong" : ""}${or}.`);
      return false;
    }
    const named = datasetOf(check);
    if (named !== undefined && !surroundings.names.includes(named)) {
      tell(check.id, named, `There is no data set "${named}".${suggestion(named, surroundings.names)}`);
      return false;
    }
    const own = columnsOf(check).filter((column) => !isThere(check.id, column, dataset));
    const other = surroundings.datasets.find(({ name }) => name === named);
    const others = check.kind === "foreign_key" ? check.options.references.columns : [];
    const missing = other === undefined ? [] : others.filter((column) => !isThere(check.id, column, other));
    return own.length === 0 && missing.length === 0;
  });
  const keys = checks.some(({ kind }) => kind === "keys") ? dataset.keys : [];
  return { ...parts, keys, checks };
}

/** The other data set that a check looks at. */
function datasetOf(check: Check): string | undefined {
  if (check.kind === "foreign_key") return check.options.references.dataset;
  if (check.kind === "drift" && typeof check.options.against !== "string") return check.options.against.dataset;
  return undefined;
}

type Part = "time" | "label" | "split";

/** The part of its data set's declaration that a check needs and that isn't there. */
function lackOf(check: Check, dataset: Pick<Dataset, Part>): Part | undefined {
  const forms: readonly CheckForm[] = check.scope === "column" ? columnForms : tableForms;
  const needs: Part[] = [...(forms.find(({ kind }) => kind === check.kind)?.needs ?? [])];
  if (check.kind === "drift" && check.options.against === "train") needs.push("split");
  if (check.kind === "freshness" && check.options.column === undefined) needs.push("time");
  return needs.find((need) => dataset[need] === undefined);
}
