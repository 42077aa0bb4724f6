import type * as z from "zod";
import { idOf } from "../checkId.ts";
import type { Feature, Step } from "../config.ts";
import { datasetKeys } from "../schema/configFile.ts";
import { featureFields, stepKeys } from "../schema/feature.ts";
import { type Entry, entryOf, entryRange, type MapNode, mapOf } from "../text/tree.ts";
import { type Context, tellError } from "./context.ts";
import { parseAt, subjectOf } from "./parseAt.ts";
import { readDataset } from "./readDataset.ts";

const ownKeys = Object.keys(featureFields);
/** A feature's rows come from its step, and what is for training is said where it is used. */
const notOfFeatures = ["source", "split"];
export const featureKeys = [...ownKeys, ...datasetKeys.filter((key) => !notOfFeatures.includes(key))];

interface Of {
  readonly name: string;
  readonly map: MapNode;
  readonly context: Context;
}

/** A feature: a step, and what its result promises; undefined when it is unknown what makes its rows. */
export function readFeature(entry: Entry, context: Context): Feature | undefined {
  const { key: name, value } = entry;
  const output =
    value.kind === "map" ? field({ name, map: value, context }, "output", featureFields.output) : undefined;
  const path = output ?? `.tidemark/features/${name}.parquet`;
  const promises =
    value.kind === "map" ? { ...entry, value: mapOf(value, ({ key }) => !ownKeys.includes(key)) } : entry;
  const dataset = readDataset(promises, context, { keys: featureKeys, source: { paths: [path] } });
  // The place of its promises ends where they end.
  context.places.set(idOf(name), entryRange(entry));
  if (dataset === undefined || value.kind !== "map") return undefined;
  const step = readStep(entry, value, context);
  return step === undefined ? undefined : { name, step, output: path, dataset };
}

function readStep(entry: Entry, map: MapNode, context: Context): Step | undefined {
  const { key: name } = entry;
  const [first, second] = stepKeys.flatMap((key) => entryOf(map, key) ?? []);
  if (first === undefined) {
    const message = `What makes the rows of ${name}? Say one of ${stepKeys.join(", ")}.`;
    tellError(context, message, entry.keyRange, idOf(name));
    return undefined;
  }
  if (second !== undefined) {
    tellError(context, `"${first.key}" makes the rows already: a feature has one step.`, second.keyRange, idOf(name));
    return undefined;
  }
  const of = { name, map, context };
  const sql = field(of, "sql", featureFields.sql);
  if (sql !== undefined) return { kind: "sql", sql };
  const file = field(of, "sql_file", featureFields.sql_file);
  if (file !== undefined) return { kind: "sqlFile", path: file };
  const join = field(of, "point_in_time", featureFields.point_in_time);
  return join === undefined ? undefined : { kind: "pointInTime", ...join };
}

function field<Schema extends z.ZodType>(
  { name, map, context }: Of,
  key: string,
  schema: Schema,
): z.output<Schema> | undefined {
  const found = entryOf(map, key);
  if (found === undefined) return undefined;
  context.places.set(idOf(name, key), entryRange(found));
  return parseAt(schema, subjectOf(found, idOf(name, key)), context.report);
}
