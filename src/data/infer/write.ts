import { Document, isCollection, isMap, isNode, isScalar, isSeq, type Node, parseDocument } from "yaml";
import * as z from "zod";
import { invalidParameter } from "../../protocol/errors.ts";
import type { Promises } from "./suggest.ts";

export interface Inferred {
  readonly name: string;
  readonly path: string;
  /** Texts that stand for null, beside what is empty. */
  readonly nulls: readonly string[];
  readonly rows: number;
  readonly promises: Promises;
}

const options = { lineWidth: 0, flowCollectionPadding: false } as const;

/** A configuration of the data set alone. */
export function contractText(inferred: Inferred): string {
  const document = new Document({ datasets: {} });
  document.commentBefore = ` Drawn from ${inferred.rows} rows of ${inferred.path}: look it over, since data shows what is, not what should be.`;
  document.setIn(["datasets", inferred.name], datasetNode(document, inferred));
  return document.toString(options);
}

/**
 * An existing configuration with the data set added; comments, order and quotes of what is there stay.
 * @throws TidemarkError `invalidParameter` when the text can't be added to
 */
export function addedTo(text: string, fileName: string, inferred: Inferred): string {
  if (text.trim() === "") return fileName.endsWith(".json") ? addedToJson("{}", inferred) : contractText(inferred);
  if (fileName.endsWith(".json")) return addedToJson(text, inferred);
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw invalidParameter(`${fileName} is no YAML that could be added to: ${error.message}`);
  if (document.contents === null) return `${text.replace(/\n*$/, "\n")}${contractText(inferred)}`;
  if (!isMap(document.contents)) throw invalidParameter(`${fileName} is no map that a data set could be added to.`);
  const appended = appendedTo(text, document, inferred);
  if (appended !== undefined) return appended;
  if (!isMap(document.get("datasets"))) document.set("datasets", document.createNode({}));
  document.setIn(["datasets", inferred.name], datasetNode(document, inferred));
  return document.toString(options);
}

/** The text with the data set behind it, where data sets come last: then nothing else has to be written anew. */
function appendedTo(text: string, { contents }: Document.Parsed, inferred: Inferred): string | undefined {
  const last = isMap(contents) && contents.flow !== true ? contents.items.at(-1) : undefined;
  if (last === undefined || !isScalar(last.key) || last.key.value !== "datasets" || !isMap(last.value))
    return undefined;
  const [first] = last.value.items;
  if (last.value.flow === true || !isScalar(first?.key) || first.key.range == null) return undefined;
  const [start] = first.key.range;
  const indentation = start - (text.lastIndexOf("\n", start - 1) + 1);
  const alone = contractText(inferred).split("\n");
  const lines = alone.slice(alone.indexOf("datasets:") + 1);
  const added = lines.map((line) => (line === "" ? line : " ".repeat(indentation) + line.slice(2))).join("\n");
  const result = `${text.replace(/\n*$/, "\n")}${added}`;
  const again = parseDocument(result);
  return again.errors.length === 0 && isMap(again.getIn(["datasets", inferred.name])) ? result : undefined;
}

function addedToJson(text: string, inferred: Inferred): string {
  const known = Known.safeParse(parseDocument(text).toJS());
  if (!known.success) throw invalidParameter("The file is no JSON that a data set could be added to.");
  const datasets = { ...known.data.datasets, [inferred.name]: plainDataset(inferred) };
  return `${JSON.stringify({ ...known.data, datasets }, undefined, 2)}\n`;
}

const Known = z.looseObject({ datasets: z.record(z.string(), z.unknown()).optional() });

function plainDataset({ path, nulls, promises }: Inferred): Record<string, unknown> {
  const { keys, split, columns, checks } = promises;
  return {
    source: nulls.length === 0 ? path : { path, nulls: ["", ...nulls] },
    ...(keys === undefined ? {} : { keys: [keys] }),
    ...(split === undefined ? {} : { split }),
    columns: Object.fromEntries(columns.map((column) => [column.name, column.checks])),
    ...(checks.length === 0 ? {} : { checks }),
  };
}

/** Each column and check on a line of its own, with what it was drawn from behind it. */
function datasetNode(document: Document, inferred: Inferred): Node {
  const node = document.createNode(plainDataset(inferred));
  if (!isMap(node)) return node;
  for (const key of ["source", "keys"]) flow(node.get(key, true));
  const columns = node.get("columns", true);
  for (const { name, comment } of inferred.promises.columns) {
    const column = isMap(columns) ? columns.get(name, true) : undefined;
    flow(column);
    if (isNode(column)) column.comment = ` ${comment}`;
  }
  const checks = node.get("checks", true);
  if (isSeq(checks)) for (const item of checks.items) flow(item);
  return node;
}

function flow(node: unknown): void {
  if (isCollection(node)) node.flow = true;
}
