import type * as z from "zod";
import { idOf } from "../checkId.ts";
import type { Check, TableCheck } from "../checks/check.ts";
import { datasetForms } from "../checks/datasetForms.ts";
import type { Dataset } from "../config.ts";
import { datasetFields, datasetKeys, datasetName } from "../schema/configFile.ts";
import { type Source, type Split, splitByColumn, splitBySources } from "../schema/source.ts";
import { unknownKey } from "../schema/strict.ts";
import { type Entry, entryOf, entryRange, type MapNode } from "../text/tree.ts";
import { type Context, tellError } from "./context.ts";
import { declareWithinMap } from "./declare.ts";
import { parseAt, subjectOf } from "./parseAt.ts";
import { readColumn } from "./readColumn.ts";
import { impliedFileChecks, readTableChecks } from "./readTableChecks.ts";

/** What is known of a data set's rows without being told, and which keys it may have then. */
interface Given {
  readonly keys: readonly string[];
  readonly source: Source;
}

/** A data set; undefined when it is unknown where its rows are. */
export function readDataset(entry: Entry, context: Context, given?: Given): Dataset | undefined {
  const name = entry.key;
  const id = idOf(name);
  context.places.set(id, entryRange(entry));
  if (!datasetName.test(name)) {
    const message = `A data set's name has letters, digits, - and _, and begins with a letter: "${name}" doesn't.`;
    tellError(context, message, entry.keyRange, id);
    return undefined;
  }
  if (entry.value.kind === "invalid") return undefined;
  if (entry.value.kind !== "map") {
    const example = given === undefined ? `{source: data/${name}.csv}` : "{sql: SELECT …}";
    tellError(context, `"${name}" must be a map such as ${example}.`, entry.keyRange, id);
    return undefined;
  }
  const map = entry.value;
  const keys = given?.keys ?? datasetKeys;
  for (const { key, keyRange } of map.entries) {
    if (!keys.includes(key)) tellError(context, unknownKey(key, keys), keyRange, id);
  }
  const field = <Schema extends z.ZodType>(key: string, schema: Schema): z.output<Schema> | undefined => {
    const found = entryOf(map, key);
    if (found !== undefined) context.places.set(idOf(name, key), entryRange(found));
    return found === undefined ? undefined : parseAt(schema, subjectOf(found, idOf(name, key)), context.report);
  };
  const columns = readColumns(name, map, context);
  const own = ownChecks(name, map, context);
  const checksEntry = entryOf(map, "checks");
  const listed = readTableChecks(name, checksEntry, context);
  const split = readSplit(name, map, context);
  const source = given?.source ?? sourceOf(field("source", datasetFields.source), split);
  if (source === undefined && entryOf(map, "source") === undefined) {
    tellError(context, `"source" is missing: where are the rows of ${name}?`, entry.keyRange, id);
  }
  const time = field("time", datasetFields.time);
  const label = field("label", datasetFields.label);
  const prediction = field("prediction", datasetFields.prediction);
  const usedBy = field("usedBy", datasetFields.usedBy) ?? [];
  const watch = given === undefined ? field("watch", datasetFields.watch) : undefined;
  const reference = field("reference", datasetFields.reference) ?? { kind: "previous" };
  if (source === undefined) return undefined;
  const implied = impliedFileChecks(name, checksEntry, entry.keyRange, context);
  return {
    name,
    source,
    keys: keysOf(own),
    time,
    label,
    prediction,
    split,
    watch,
    usedBy,
    reference,
    columns: columns.map(({ column }) => column),
    checks: [...implied, ...own, ...columns.flatMap(({ checks }) => checks), ...listed],
  };
}

function readColumns(dataset: string, map: MapNode, context: Context) {
  const entry = entryOf(map, "columns");
  if (entry === undefined || entry.value.kind === "invalid") return [];
  if (entry.value.kind === "map") return entry.value.entries.map((column) => readColumn(dataset, column, context));
  const message = '"columns" must be a map from each column\'s name to its checks.';
  tellError(context, message, entry.keyRange, idOf(dataset, "columns"));
  return [];
}

function ownChecks(dataset: string, map: MapNode, context: Context): TableCheck[] {
  return datasetForms.flatMap((form) => {
    const entry = entryOf(map, form.kind);
    if (entry === undefined) return [];
    const id = idOf(dataset, form.kind);
    context.places.set(id, entryRange(entry));
    const owner = { scope: "table", dataset, column: undefined } as const;
    const check = declareWithinMap(form, owner, subjectOf(entry, id), context.report);
    return check?.scope === "table" ? [check] : [];
  });
}

function keysOf(checks: readonly Check[]): readonly string[] {
  const keys = checks.find(({ kind }) => kind === "keys");
  return keys?.kind === "keys" ? keys.options.columns : [];
}

function readSplit(dataset: string, map: MapNode, { report, places }: Context): Split | undefined {
  const entry = entryOf(map, "split");
  if (entry === undefined) return undefined;
  const subject = subjectOf(entry, idOf(dataset, "split"));
  places.set(subject.path, entryRange(entry));
  if (entry.value.kind !== "map") {
    const column = parseAt(datasetFields.time, subject, report);
    return column === undefined ? undefined : { kind: "column", column, train: ["train"], test: ["test"] };
  }
  if (entryOf(entry.value, "column") !== undefined) {
    const split = parseAt(splitByColumn, subject, report);
    return split === undefined ? undefined : { kind: "column", ...split };
  }
  const split = parseAt(splitBySources, subject, report);
  return split === undefined ? undefined : { kind: "sources", ...split };
}

/** The rows of both parts, when only the parts are named. */
function sourceOf(source: Source | undefined, split: Split | undefined): Source | undefined {
  if (source !== undefined || split?.kind !== "sources") return source;
  const { paths, ...options } = split.train;
  return { paths: [...paths, ...split.test.paths], ...options };
}
