import { invalidParameter } from "../../protocol/errors.ts";
import type { RegisteredModelCondition, RegisteredModelOrder } from "../../store/registeredModelSearch.ts";
import { parseClauses } from "./clauses.ts";
import { attributeOrTag } from "./identifier.ts";
import { refuseRepeated, splitOrder } from "./order.ts";
import { textTest } from "./tests.ts";

/** Reads MLflow's filter of registered models: by name and tags. */
export const parseRegisteredModelFilter = (text: string): readonly RegisteredModelCondition[] =>
  parseClauses(text).map((clause) => {
    const found = attributeOrTag(clause.identifier, ["name"]);
    return found.entity === "tag"
      ? { of: "tag", key: found.key, test: textTest(clause, "tag", false) }
      : { of: "name", test: textTest(clause, "attributes", true) };
  });

/** MLflow's own name for the time, and the one that its documentation wants. */
const orders: ReadonlyMap<string, RegisteredModelOrder["by"]> = new Map([
  ["name", "name"],
  ["timestamp", "updated_at"],
  ["last_updated_timestamp", "updated_at"],
]);

/** Reads the clauses of `order_by` for registered models. */
export function parseRegisteredModelOrder(clauses: readonly string[]): readonly RegisteredModelOrder[] {
  const order = clauses.map((clause) => {
    const { identifier, descending } = splitOrder(clause);
    const by = orders.get(identifier);
    if (by !== undefined) return { by, descending };
    throw invalidParameter(
      `Invalid order by key '${identifier}' specified. Valid keys are 'name', 'timestamp', 'last_updated_timestamp'`,
    );
  });
  refuseRepeated(order, clauses);
  return order;
}
