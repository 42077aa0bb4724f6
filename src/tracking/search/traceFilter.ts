import { invalidParameter } from "../../protocol/errors.ts";
import type { NumberTest, PresenceTest, TextTest } from "../../store/runQueryAst.ts";
import type {
  SpanCondition,
  TraceCondition,
  TraceNumberAttribute,
  TraceOrder,
  TraceTextAttribute,
} from "../../store/traceQuery.ts";
import { traceKeys } from "../traces/traceKeys.ts";
import { type Clause, parseClauses } from "./clauses.ts";
import { unknownAttribute } from "./identifier.ts";
import { splitOrder } from "./order.ts";
import { numberTest, textOrPresenceTest, textTest } from "./tests.ts";

const textAttributes: ReadonlyMap<string, TraceTextAttribute> = new Map([
  ["request_id", "trace_id"],
  ["trace_id", "trace_id"],
  ["status", "state"],
  ["state", "state"],
  ["client_request_id", "client_request_id"],
]);

const numberAttributes: ReadonlyMap<string, TraceNumberAttribute> = new Map([
  ["timestamp", "request_time"],
  ["timestamp_ms", "request_time"],
  ["execution_time", "duration"],
  ["execution_time_ms", "duration"],
  ["end_time", "end_time"],
  ["end_time_ms", "end_time"],
]);

const entities = {
  tag: "tag",
  tags: "tag",
  request_metadata: "metadata",
  metadata: "metadata",
  attribute: "attribute",
  attributes: "attribute",
  trace: "attribute",
  span: "span",
  feedback: "feedback",
  expectation: "expectation",
} as const;

type Entity = (typeof entities)[keyof typeof entities];

/** Reads MLflow's filter of traces: all of the conditions have to hold, those on spans of one and the same span. */
export function parseTraceFilter(text: string): readonly TraceCondition[] {
  const conditions: TraceCondition[] = [];
  const spans: SpanCondition[] = [];
  for (const clause of parseClauses(text)) {
    const { entity, key } = identifierOf(clause.identifier);
    if (entity === "span") spans.push(spanCondition(clause, key));
    else if (entity === "attribute" && key === "text") spans.push({ of: "content", test: likeTest(clause, "text") });
    else conditions.push(toCondition(clause, entity, key));
  }
  return spans.length === 0 ? conditions : [...conditions, { of: "span", all: spans }];
}

/** Reads one `order_by` of traces: `timestamp_ms DESC`, `tags.x`. */
export function parseTraceOrder(clause: string): TraceOrder {
  const { identifier, descending } = splitOrder(clause);
  const { entity, key } = identifierOf(identifier);
  if (entity === "tag" || entity === "metadata") return { by: entity, key, descending };
  if (entity !== "attribute") throw invalidParameter(`Invalid order_by entity \`${entity}\` with key \`${key}\``);
  if (key === "name") return { by: "tag", key: traceKeys.name, descending };
  if (key === "run_id") return { by: "metadata", key: traceKeys.sourceRun, descending };
  const attribute = key === "experiment_id" ? key : (textAttributes.get(key) ?? numberAttributes.get(key));
  if (attribute === undefined || key === "client_request_id") throw unknownAttribute(key, known("experiment_id"));
  return { by: "attribute", attribute, descending };
}

/** `metadata.mlflow.sourceRun`, `span.attributes.model`, or a bare attribute. */
function identifierOf(text: string): { readonly entity: Entity; readonly key: string } {
  const dot = text.startsWith('"') || /^`[^`]*`$/.test(text) ? -1 : text.indexOf(".");
  if (dot < 0) return { entity: "attribute", key: unquoted(text) };
  const name = unquoted(text.slice(0, dot));
  if (!isEntity(name)) {
    throw invalidParameter(`Invalid entity type '${name}'. Valid values are {${Object.keys(entities).join(", ")}}`);
  }
  return { entity: entities[name], key: unquoted(text.slice(dot + 1)) };
}

const isEntity = (name: string): name is keyof typeof entities => Object.hasOwn(entities, name);

const unquoted = (text: string): string => /^(["'`])(.*)\1$/s.exec(text)?.[2] ?? text;

function toCondition(clause: Clause, entity: Exclude<Entity, "span">, key: string): TraceCondition {
  switch (entity) {
    case "tag":
      return { of: "tag", key, test: textOrPresenceTest(clause, "tag") };
    case "metadata":
      return runCondition(clause, key) ?? { of: "metadata", key, test: textOrPresenceTest(clause, "request_metadata") };
    case "feedback":
    case "expectation":
      return { of: entity, name: key, test: assessmentTest(clause, entity) };
    case "attribute":
      return attributeCondition(clause, key);
  }
}

/** Linked traces belong to a run too, so this one is no plain metadata. */
function runCondition(clause: Clause, key: string): TraceCondition | undefined {
  if (key !== traceKeys.sourceRun || clause.operator !== "=" || clause.value.kind !== "string") return undefined;
  return { of: "run", runId: clause.value.value };
}

function attributeCondition(clause: Clause, key: string): TraceCondition {
  if (key === "name") {
    const isPresence = clause.value.kind === "nothing";
    const test = isPresence ? textOrPresenceTest(clause, "tag") : textTest(clause, "attributes", true);
    return { of: "tag", key: traceKeys.name, test };
  }
  if (key === "run_id") {
    const test = textTest(clause, "attributes", true);
    return runCondition(clause, traceKeys.sourceRun) ?? { of: "metadata", key: traceKeys.sourceRun, test };
  }
  const number = numberAttributes.get(key);
  if (number !== undefined) return { of: "number", attribute: number, test: numberTest(clause, `attribute: ${key}`) };
  const text = textAttributes.get(key);
  if (text === undefined) throw unknownAttribute(key, known("name", "run_id", "text"));
  return { of: "text", attribute: text, test: textTest(clause, "attributes", true) };
}

const known = (...more: readonly string[]): readonly string[] => [
  ...textAttributes.keys(),
  ...numberAttributes.keys(),
  ...more,
];

const spanAttributes = ["name", "type", "status"] as const;

function spanCondition(clause: Clause, key: string): SpanCondition {
  if (key === "content") return { of: "content", test: likeTest(clause, "span.content") };
  const attribute = spanAttributes.find((each) => each === key);
  if (attribute !== undefined) return { of: attribute, test: textTest(clause, `span.${key}`, true) };
  const name = /^attributes\.(.+)$/s.exec(key)?.[1];
  if (name !== undefined) return { of: "attribute", key: unquoted(name), test: textTest(clause, `span.${key}`, true) };
  throw invalidParameter(
    `Invalid span attribute '${key}'. Supported attributes: ${spanAttributes.join(", ")}, attributes.<attribute_name>.`,
  );
}

function likeTest(clause: Clause, what: string): TextTest {
  if (clause.operator === "LIKE" || clause.operator === "ILIKE") return textTest(clause, what, false);
  throw invalidParameter(`${what} comparator '${clause.operator}' not one of {'LIKE', 'ILIKE'}`);
}

/** Sizes are compared with numbers, everything else with text. */
function assessmentTest(clause: Clause, what: string): TextTest | NumberTest | PresenceTest {
  return /^[<>]=?$/.test(clause.operator) ? numberTest(clause, what) : textOrPresenceTest(clause, what);
}
