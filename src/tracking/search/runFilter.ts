import { invalidParameter } from "../../protocol/errors.ts";
import type { RunCondition, RunTextAttribute, RunTimeAttribute } from "../../store/runQueryAst.ts";
import { type Clause, parseClauses } from "./clauses.ts";
import { parseIdentifier, unknownAttribute } from "./identifier.ts";
import { numberTest, textOrPresenceTest, textTest } from "./tests.ts";

/** Attributes by every name that MLflow knows for them. */
const textAttributes: ReadonlyMap<string, RunTextAttribute> = new Map([
  ["run_id", "run_id"],
  ["run_name", "run_name"],
  ["run name", "run_name"],
  ["Run name", "run_name"],
  ["Run Name", "run_name"],
  ["status", "status"],
  ["user_id", "user_id"],
  ["artifact_uri", "artifact_uri"],
]);

const timeAttributes: ReadonlyMap<string, RunTimeAttribute> = new Map([
  ["start_time", "start_time"],
  ["created", "start_time"],
  ["Created", "start_time"],
  ["end_time", "end_time"],
]);

const datasetAttributes = ["name", "digest", "context"] as const;

/** Reads MLflow's filter of runs: all of the conditions have to hold. */
export const parseRunFilter = (text: string): readonly RunCondition[] => parseClauses(text).map(toCondition);

function toCondition(clause: Clause): RunCondition {
  const { entity, key } = parseIdentifier(clause.identifier);
  switch (entity) {
    case "metric":
      return { of: "metric", key, test: numberTest(clause, "metric") };
    case "parameter":
      return { of: "param", key, test: textOrPresenceTest(clause, "parameter") };
    case "tag":
      return { of: "tag", key, test: textOrPresenceTest(clause, "tag") };
    case "dataset": {
      const attribute = datasetAttributes.find((each) => each === key);
      if (attribute === undefined) {
        throw invalidParameter(`Invalid dataset key '${key}' specified. Valid keys are {'name', 'digest', 'context'}`);
      }
      return { of: "dataset", attribute, test: textTest(clause, "dataset attributes", true) };
    }
    case "attribute":
      return attributeCondition(clause, key);
  }
}

function attributeCondition(clause: Clause, key: string): RunCondition {
  const time = timeAttributes.get(key);
  if (time !== undefined) {
    return { of: "time", attribute: time, test: numberTest(clause, `numeric attribute: ${key}`) };
  }
  const text = textAttributes.get(key);
  if (text === undefined) throw unknownAttribute(key, [...textAttributes.keys(), ...timeAttributes.keys()]);
  return { of: "text", attribute: text, test: textTest(clause, "attributes", text === "run_id") };
}

/** The attribute that an order names; it knows fewer aliases than a filter. */
export function orderedAttribute(key: string): RunTextAttribute | RunTimeAttribute {
  const attribute = timeAttributes.get(key) ?? (key.includes(" ") ? undefined : textAttributes.get(key));
  if (attribute !== undefined) return attribute;
  const plain = [...textAttributes.keys()].filter((each) => !each.includes(" "));
  throw unknownAttribute(key, [...plain, ...timeAttributes.keys()]);
}
