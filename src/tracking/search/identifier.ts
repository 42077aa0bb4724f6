import { invalidParameter } from "../../protocol/errors.ts";

/** What a search can speak of, by MLflow's names. */
export type Entity = "metric" | "parameter" | "tag" | "attribute" | "dataset";

const entities: Readonly<Record<string, Entity>> = {
  metric: "metric",
  metrics: "metric",
  parameter: "parameter",
  parameters: "parameter",
  param: "parameter",
  params: "parameter",
  tag: "tag",
  tags: "tag",
  attribute: "attribute",
  attributes: "attribute",
  attr: "attribute",
  run: "attribute",
  dataset: "dataset",
  datasets: "dataset",
};

export interface Identifier {
  readonly entity: Entity;
  readonly key: string;
}

const runEntities = "Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']";
const fewEntities = "Valid entity types are ('attribute', 'tag', 'tags')";

/** Splits a key at its first dot (`metrics.val.loss`); without one it is an attribute. Quotes around a part fall away. */
export function parseIdentifier(text: string, valid = runEntities): Identifier & { readonly name: string } {
  const dot = /^["'`]/.test(text) && !text.startsWith("`") ? -1 : text.indexOf(".");
  if (dot < 0 || isQuotedWhole(text)) return { entity: "attribute", name: "", key: unquote(text) };
  const name = trimBackticks(text.slice(0, dot));
  const entity = Object.hasOwn(entities, name) ? entities[name] : undefined;
  if (entity === undefined) throw invalidParameter(`Invalid entity type '${name}'. ${valid}`);
  return { entity, name, key: unquote(text.slice(dot + 1)) };
}

/** A key of a search that knows only these attributes, and tags. */
export type AttributeOrTag<Attribute extends string> =
  | { readonly entity: "attribute"; readonly key: Attribute }
  | { readonly entity: "tag"; readonly key: string };

/** Reads such a key. */
export function attributeOrTag<Attribute extends string>(
  text: string,
  attributes: readonly Attribute[],
): AttributeOrTag<Attribute> {
  const { entity, name, key } = parseIdentifier(text, fewEntities);
  if (entity === "tag") return { entity, key };
  if (entity !== "attribute") throw invalidParameter(`Invalid entity type '${name}'. ${fewEntities}`);
  const attribute = attributes.find((each) => each === key);
  if (attribute === undefined) throw unknownAttribute(key, attributes);
  return { entity, key: attribute };
}

/** One quoted text with a dot inside is one key. */
const isQuotedWhole = (text: string): boolean => text.startsWith("`") && text.indexOf("`", 1) === text.length - 1;

const trimBackticks = (text: string): string => (isQuoted(text, "`") ? text.slice(1, -1) : text);

const unquote = (text: string): string =>
  isQuoted(text, "'") || isQuoted(text, '"') || isQuoted(text, "`") ? text.slice(1, -1) : text;

const isQuoted = (text: string, quote: string): boolean =>
  text.length >= 2 && text.startsWith(quote) && text.endsWith(quote);

/** The answer to an attribute that does not exist. */
export const unknownAttribute = (key: string, valid: readonly string[]) =>
  invalidParameter(`Invalid attribute key '${key}' specified. Valid keys are ${list(valid)}`);

/** The answer to an operator that this key does not know. */
export const invalidComparator = (operator: string, valid: readonly string[]) =>
  invalidParameter(`Invalid comparator '${operator}' not one of ${list(valid)}`);

const list = (items: readonly string[]): string => `{${items.map((item) => `'${item}'`).join(", ")}}`;
