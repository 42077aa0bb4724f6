import { fromMetricValue } from "../../src/protocol/entities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import type { ModelMetric, ModelVersionDetail, SignatureField } from "../../src/protocol/modelEntities.ts";
import type { Facet, FacetCell } from "../kit/facetTable.ts";
import { bestIndices } from "../kit/metricFacts.ts";
import { sortableText } from "../kit/sorting.ts";

type VersionFacet = Facet<"Metrics" | "Parameters" | "Inputs" | "Outputs" | "Made with" | "Code" | "Tags">;

/**
 * What versions differ in, or all of it: metrics with their difference to the first version, parameters, signature,
 * libraries, code and tags.
 */
export function versionFacets(
  versions: readonly ModelVersionDetail[],
  { showAll }: { showAll: boolean },
): VersionFacet[] {
  const all = [
    ...metricFacets(versions),
    ...texts("Parameters", versions, ({ params }) => params.map(({ key, value }) => [key, value])),
    ...texts("Inputs", versions, ({ files }) => side(files.description?.signature?.inputs)),
    ...texts("Outputs", versions, ({ files }) => side(files.description?.signature?.outputs)),
    ...texts("Made with", versions, madeWith),
    ...texts("Code", versions, codeOf),
    ...texts("Tags", versions, ({ tags }) => tags.map(({ key, value }) => [key, value])),
  ];
  return showAll ? all : all.filter(({ cells }) => new Set(cells.map(({ title }) => title)).size > 1);
}

/** On which data set belongs to what a metric is. */
const metricName = ({ key, dataset }: ModelMetric): string => (dataset === null ? key : `${key} on ${dataset}`);

function metricFacets(versions: readonly ModelVersionDetail[]): VersionFacet[] {
  const names = ordered(versions.map(({ metrics }) => metrics.map(metricName)));
  return names.map((name) => {
    const found = versions.map(({ metrics }) => metrics.find((metric) => metricName(metric) === name) ?? null);
    const goal = found.find((metric) => metric !== null)?.goal ?? null;
    const values = found.map((metric) => metric?.value ?? null);
    const [first = null] = found;
    return {
      id: `Metrics:${name}`,
      section: "Metrics",
      key: name,
      goal,
      cells: found.map((metric, index) => metricCell(metric, index === 0 ? null : first)),
      best: bestIndices(values, goal),
    };
  });
}

function metricCell(metric: ModelMetric | null, first: ModelMetric | null): FacetCell {
  if (metric === null) return { text: null, title: "Not logged", sort: null };
  const difference = first === null ? null : fromMetricValue(metric.value) - fromMetricValue(first.value);
  return {
    text: formatNumber(metric.value),
    title: String(metric.value),
    sort: fromMetricValue(metric.value),
    ...(difference === null || !Number.isFinite(difference) ? {} : { aside: signed(difference) }),
  };
}

/** `+0.012`, `−0.3`, `±0`. */
function signed(difference: number): string {
  if (difference === 0) return "±0";
  const text = formatNumber(difference);
  return difference > 0 ? `+${text}` : text;
}

type Pairs = readonly (readonly [key: string, value: string])[];

function texts(
  section: VersionFacet["section"],
  versions: readonly ModelVersionDetail[],
  pairsOf: (version: ModelVersionDetail) => Pairs,
): VersionFacet[] {
  const maps = versions.map((version) => new Map(pairsOf(version)));
  return ordered(maps.map((map) => [...map.keys()])).map((key) => ({
    id: `${section}:${key}`,
    section,
    key,
    cells: maps.map((map) => {
      const text = map.get(key) ?? null;
      return { text, title: text ?? "Not there", sort: sortableText(text) };
    }),
    best: [],
  }));
}

/** Every name once, in the order in which they first come. */
const ordered = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];

const side = (fields: readonly SignatureField[] = []): Pairs =>
  fields.map(({ name, type, shape, required }, place) => [
    name ?? `#${place + 1}`,
    [type, ...(shape === null ? [] : [shape]), ...(required ? [] : ["optional"])].join(" "),
  ]);

function madeWith({ files }: ModelVersionDetail): Pairs {
  const { description, requirements } = files;
  return [
    ...(description?.flavors ?? []).map(({ name, version }) => [name, version ?? "yes"] as const),
    ...(description?.mlflowVersion ? [["mlflow (client)", description.mlflowVersion] as const] : []),
    ...(description?.pythonVersion ? [["Python", description.pythonVersion] as const] : []),
    ...(requirements ?? []).map(requirement),
  ];
}

/** `scikit-learn==1.9.1` is the package and what is wanted of it. */
function requirement(line: string): readonly [string, string] {
  const parts = /^([\w.-]+(?:\[[^\]]*\])?)\s*(.*)$/.exec(line);
  return parts === null ? [line, "yes"] : [`requires ${parts[1]}`, parts[2] === "" ? "any" : (parts[2] ?? "any")];
}

function codeOf({ code }: ModelVersionDetail): Pairs {
  if (code === null || code.status !== "recorded") return [];
  return [
    ["Commit", code.commit?.slice(0, 10) ?? "none"],
    ["Uncommitted changes", code.dirty ? `${code.changedFiles} files` : "none"],
    ...(code.branch === null ? [] : [["Branch", code.branch] as const]),
  ];
}
