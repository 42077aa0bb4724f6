import type { RegisteredModelCondition, RegisteredModelOrder } from "../../store/registeredModelSearch.ts";
import { parseClauses } from "./clauses.ts";
import { attributeOrTag } from "./identifier.ts";
import { parseAttributeOrder } from "./order.ts";
import { textTest } from "./tests.ts";

/** Reads MLflow's filter of registered models: by name and tags. */
export const parseRegisteredModelFilter = (text: string): readonly RegisteredModelCondition[] =>
  parseClauses(text).map((clause) => {
    const found = attributeOrTag(clause.identifier, ["name"]);
    return found.entity === "tag"
      ? { of: "tag", key: found.key, test: textTest(clause, "tag", false) }
      : { of: "name", test: textTest(clause, "attributes", true) };
  });

/** MLflow's short name for the time of the last change, and its long one. */
const orders = {
  name: "name",
  timestamp: "updated_at",
  last_updated_timestamp: "updated_at",
} as const satisfies Readonly<Record<string, RegisteredModelOrder["by"]>>;

/** Reads the clauses of `order_by` for registered models. */
export const parseRegisteredModelOrder = (clauses: readonly string[]): readonly RegisteredModelOrder[] =>
  parseAttributeOrder(clauses, orders);
