import { idOf } from "./checkId.ts";
import type { ConfigReading, Dataset } from "./config.ts";
import { Problems, type Report } from "./problems.ts";
import { type Context, tellError } from "./read/context.ts";
import { linked } from "./read/linked.ts";
import { readDataset } from "./read/readDataset.ts";
import { configKeys } from "./schema/configFile.ts";
import { unknownKey } from "./schema/strict.ts";
import { linesOf, type Range } from "./text/lines.ts";
import { readTree } from "./text/readTree.ts";
import { entryOf, isEmpty, type MapNode } from "./text/tree.ts";

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

  let datasets: Dataset[] = [];
  if (tree?.kind === "map") {
    for (const { key, keyRange } of tree.entries) {
      if (!configKeys.includes(key)) tellError(context, unknownKey(key, configKeys), keyRange, "");
    }
    datasets = readDatasets(tree, context);
  } else if (tree !== undefined && tree.kind !== "invalid" && !isEmpty(tree)) {
    tellError(context, 'The file must be a map with the key "datasets".', tree.range, "");
  }
  return { config: { datasets }, problems: problems.list(), places };
}

function readDatasets(tree: MapNode, context: Context): Dataset[] {
  const entry = entryOf(tree, "datasets");
  if (entry === undefined || entry.value.kind === "invalid" || isEmpty(entry.value)) return [];
  if (entry.value.kind !== "map") {
    tellError(context, '"datasets" must be a map from names to data sets.', entry.keyRange, "");
    return [];
  }
  const { entries } = entry.value;
  const datasets = entries.flatMap((each) => readDataset(each, context) ?? []);
  const names = entries.map(({ key }) => key);
  return datasets.map((dataset) => linked(dataset, { datasets, names, tree: entry.value }, context));
}

/** What a problem of the text itself is about, as far as its keys tell. */
const aboutOf = ([section, ...rest]: readonly string[]): string => (section === "datasets" ? idOf(...rest) : "");

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
