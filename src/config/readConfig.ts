import { idOf } from "./checkId.ts";
import type { Config, ConfigReading, Dataset } from "./config.ts";
import { Problems, type Report } from "./problems.ts";
import { type Context, tellError } from "./read/context.ts";
import { linked } from "./read/linked.ts";
import { linkedFeatures } from "./read/linkedFeatures.ts";
import { readDataset } from "./read/readDataset.ts";
import { readEvaluation } from "./read/readEvaluation.ts";
import { readFeature } from "./read/readFeature.ts";
import { configKeys } from "./schema/configFile.ts";
import { unknownKey } from "./schema/strict.ts";
import { linesOf, type Range } from "./text/lines.ts";
import { readTree } from "./text/readTree.ts";
import { type Entry, entryOf, isEmpty, type MapNode } from "./text/tree.ts";

/**
 * Reads a tidemark.yaml, tidemark.yml or tidemark.json. Whatever is wrong is told at its place and left out; the rest
 * counts. A text that isn't YAML or JSON at all declares nothing. Positions don't count a byte order mark.
 */
export function readConfig(text: string, fileName: string): ConfigReading {
  const problems = new Problems();
  const places = new Map<string, Range>();
  const context: Context = { report: problems.report, places };
  const { tree, problems: found } = readTree(text);
  for (const { path, ...problem } of found) problems.report({ ...problem, path: aboutOf(path) });

  if (found.length === 0 && fileName.endsWith(".json")) tellLooseJson(text, problems.report);

  let config: Config = { datasets: [], features: [], evaluations: [] };
  if (tree?.kind === "map") {
    for (const { key, keyRange } of tree.entries) {
      if (!configKeys.includes(key)) tellError(context, unknownKey(key, configKeys), keyRange, "");
    }
    config = readParts(tree, context);
  } else if (tree !== undefined && tree.kind !== "invalid" && !isEmpty(tree)) {
    tellError(
      context,
      'The file must be a map with keys such as "datasets", "features" and "evaluations".',
      tree.range,
      "",
    );
  }
  return { config, problems: problems.list(), places };
}

function readParts(tree: MapNode, context: Context): Config {
  const datasetEntries = section(tree, "datasets", "data sets", context);
  const featureEntries = section(tree, "features", "features", context);
  const names = [...datasetEntries, ...featureEntries].map(({ key }) => key);
  for (const { key, keyRange } of featureEntries) {
    if (!datasetEntries.some((dataset) => dataset.key === key)) continue;
    tellError(context, `There is a data set "${key}" already: give the feature another name.`, keyRange, idOf(key));
  }
  const read = datasetEntries.flatMap((each) => readDataset(each, context) ?? []);
  const isFree = ({ key }: Entry): boolean => !datasetEntries.some((dataset) => dataset.key === key);
  const features = featureEntries.filter(isFree).flatMap((each) => readFeature(each, context) ?? []);
  const all = [...read, ...features.map(({ dataset }) => dataset)];
  const link = (dataset: Dataset): Dataset => linked(dataset, { datasets: all, names, tree }, context);
  const evaluations = section(tree, "evaluations", "evaluations", context);
  return {
    datasets: read.map(link),
    features: linkedFeatures(
      features.map((feature) => ({ ...feature, dataset: link(feature.dataset) })),
      { datasets: all, names, tree },
      context,
    ),
    evaluations: evaluations.flatMap((each) => readEvaluation(each, { datasets: all, names }, context) ?? []),
  };
}

/** The entries below a key of the file. */
function section(tree: MapNode, key: string, what: string, context: Context): readonly Entry[] {
  const entry = entryOf(tree, key);
  if (entry === undefined || entry.value.kind === "invalid" || isEmpty(entry.value)) return [];
  if (entry.value.kind === "map") return entry.value.entries;
  tellError(context, `"${key}" must be a map from names to ${what}.`, entry.keyRange, "");
  return [];
}

/** What a problem of the text itself is about, as far as its keys tell. */
const aboutOf = ([section, ...rest]: readonly string[]): string =>
  section === "datasets" || section === "features" ? idOf(...rest) : "";

/** Tells what other readers of a .json file would refuse; here it is read as YAML, which allows more. */
function tellLooseJson(text: string, report: Report): void {
  const json = text.replace(/^\uFEFF/, "");
  if (json.trim() === "") return;
  try {
    JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const offset = Number(/position (\d+)/.exec(reason)?.[1] ?? 0);
    const range = linesOf(json).range(offset, offset);
    report({ message: `This isn't strict JSON: ${reason}.`, severity: "warning", range, path: "" });
  }
}
