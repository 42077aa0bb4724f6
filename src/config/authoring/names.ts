import type { Place } from "./place.ts";

/** What may be named at a place besides what the schema lists. */
export interface Names {
  /** The data set whose columns may be named. */
  readonly columnsOf?: string;
  /** Whether data sets may be named; with `.column` behind, for `references`. */
  readonly datasets?: "alone" | "withColumn";
}

const fieldsOfDataset = new Set(["time", "label", "prediction", "split", "keys"]);
const optionsWithColumns = new Set(["columns", "column", "by"]);

/** What may be named at a place: by its path alone, since the schema takes any text there. */
export function namesAt(
  { path, role }: Pick<Place, "path" | "role">,
  valueAt: (path: Place["path"]) => unknown,
): Names {
  const [section, dataset, field, ...rest] = path;
  if (section === "evaluations") return role === "key" ? {} : namesInEvaluation(path, valueAt);
  if ((section !== "datasets" && section !== "features") || typeof dataset !== "string") return {};
  const own = { columnsOf: dataset };
  if (field === "columns" && rest.length === 0) return role === "key" ? own : {};
  if (role === "key" || field === undefined) return {};
  const words = rest.filter((step) => typeof step === "string");
  const last = words.at(-1);
  if (field === "point_in_time") {
    if (last === "base" || last === "from") return { datasets: "alone" };
    const from = valueAt([...path.slice(0, path.lastIndexOf(last ?? "")), "from"]);
    return (last === "on" || last === "columns") && typeof from === "string" ? { columnsOf: from } : {};
  }
  if (fieldsOfDataset.has(String(field))) {
    return last === undefined || optionsWithColumns.has(last) ? own : {};
  }
  if (field === "checks") return namesInCheck(path, words, own, valueAt);
  return field === "columns" && last === "by" && words.length > 1 ? own : {};
}

function namesInCheck(
  path: Place["path"],
  words: readonly string[],
  own: Names,
  valueAt: (path: Place["path"]) => unknown,
): Names {
  const [kind, option, inner] = words;
  if (kind === "foreign_key" && option === "references") {
    if (inner === undefined) return { datasets: "withColumn" };
    if (inner === "dataset") return { datasets: "alone" };
    const other = valueAt([...path.slice(0, path.indexOf("references") + 1), "dataset"]);
    return inner === "columns" && typeof other === "string" ? { columnsOf: other } : {};
  }
  if (kind === "drift" && option === "against") return { datasets: "alone" };
  if (kind === "unique" && option === undefined) return own;
  return option !== undefined && optionsWithColumns.has(option) ? own : {};
}

function namesInEvaluation(path: Place["path"], valueAt: (path: Place["path"]) => unknown): Names {
  const [section, name, field, ...rest] = path;
  if (section === undefined || name === undefined) return {};
  if (field === "dataset") return { datasets: "alone" };
  const dataset = valueAt([section, name, "dataset"]);
  const isColumn = field === "label" || field === "slices" || (field === "inputs" && !rest.includes("map"));
  return isColumn && typeof dataset === "string" ? { columnsOf: dataset } : {};
}
