import { invalidParameter } from "../../protocol/errors.ts";
import type {
  LoggedModelCondition,
  LoggedModelOrder,
  LoggedModelTextAttribute,
  LoggedModelTimeAttribute,
} from "../../store/loggedModelSearch.ts";
import { type Clause, parseClauses } from "./clauses.ts";
import { parseIdentifier, unknownAttribute } from "./identifier.ts";
import { numberTest, textTest } from "./tests.ts";

const textAttributes: ReadonlyMap<string, LoggedModelTextAttribute> = new Map([
  ["name", "name"],
  ["model_id", "model_id"],
  ["model_type", "model_type"],
  ["status", "status"],
  ["source_run_id", "source_run_id"],
]);

const timeAttributes: ReadonlyMap<string, LoggedModelTimeAttribute> = new Map([
  ["creation_time", "created_at"],
  ["creation_timestamp", "created_at"],
  ["creation_timestamp_ms", "created_at"],
  ["last_updated_timestamp", "updated_at"],
  ["last_updated_timestamp_ms", "updated_at"],
]);

/** Reads MLflow's filter of logged models. */
export const parseLoggedModelFilter = (text: string): readonly LoggedModelCondition[] =>
  parseClauses(text).map(toCondition);

/** Reads one `order_by` of logged models: an attribute, or `metrics.<key>`. */
export function parseLoggedModelOrder(field: string, ascending: boolean): LoggedModelOrder {
  const { entity, key } = parseIdentifier(field);
  if (entity === "metric") return { by: "metric", key, descending: !ascending };
  if (entity !== "attribute") {
    throw invalidParameter(`Invalid order by field name: ${field}. Only metrics are supported.`);
  }
  const attribute = textAttributes.get(key) ?? timeAttributes.get(key);
  if (attribute === undefined) throw invalidParameter(`Invalid order by field name: ${field}`);
  return { by: "attribute", attribute, descending: !ascending };
}

function toCondition(clause: Clause): LoggedModelCondition {
  const { entity, key } = parseIdentifier(clause.identifier);
  switch (entity) {
    case "metric":
      return { of: "metric", key, test: numberTest(clause, "metric") };
    case "parameter":
      return { of: "param", key, test: textTest(clause, "parameter", true) };
    case "tag":
      return { of: "tag", key, test: textTest(clause, "tag", true) };
    case "dataset":
      throw invalidParameter("Invalid entity type: 'dataset'.");
    case "attribute":
      return attributeCondition(clause, key);
  }
}

function attributeCondition(clause: Clause, key: string): LoggedModelCondition {
  const time = timeAttributes.get(key);
  if (time !== undefined) return { of: "time", attribute: time, test: numberTest(clause, `numeric attribute: ${key}`) };
  const text = textAttributes.get(key);
  if (text === undefined) throw unknownAttribute(key, [...textAttributes.keys(), ...timeAttributes.keys()]);
  return { of: "text", attribute: text, test: textTest(clause, "attributes", true) };
}
