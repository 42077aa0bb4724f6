import { invalidParameter } from "../../protocol/errors.ts";
import type { ModelVersionCondition, ModelVersionOrder } from "../../store/modelVersionSearch.ts";
import { type Clause, parseClauses } from "./clauses.ts";
import { attributeOrTag } from "./identifier.ts";
import { parseAttributeOrder } from "./order.ts";
import { numberTest, textTest } from "./tests.ts";

const attributes = ["name", "version_number", "run_id", "source_path"] as const;

/** Reads MLflow's filter of model versions. */
export const parseModelVersionFilter = (text: string): readonly ModelVersionCondition[] =>
  parseClauses(text).map(toCondition);

function toCondition(clause: Clause): ModelVersionCondition {
  const found = attributeOrTag(clause.identifier, attributes);
  if (found.entity === "tag") return { of: "tag", key: found.key, test: textTest(clause, "tag", false) };
  switch (found.key) {
    case "name":
    case "run_id":
      return { of: "text", attribute: found.key, test: textTest(clause, "attributes", true) };
    case "source_path":
      return { of: "text", attribute: "source", test: textTest(clause, "attributes", false) };
    case "version_number":
      return { of: "version", test: versionTest(clause) };
  }
}

/** MLflow takes a version in quotes too, which is how clients write it. */
function versionTest(clause: Clause) {
  const { value } = clause;
  const number = value.kind === "string" || value.kind === "number" ? Number(value.value) : Number.NaN;
  if (!Number.isInteger(number)) {
    const text = value.kind === "nothing" ? clause.operator : value.text;
    throw invalidParameter(`Invalid value for numeric attribute 'version_number': ${text}`);
  }
  return numberTest({ ...clause, value: { kind: "number", text: String(number), value: number } }, "version_number");
}

const orders = {
  name: "name",
  version_number: "version",
  creation_timestamp: "created_at",
  last_updated_timestamp: "updated_at",
} as const satisfies Readonly<Record<string, ModelVersionOrder["by"]>>;

const newestFirst: readonly ModelVersionOrder[] = [{ by: "updated_at", descending: true }];

/** Reads the clauses of `order_by` for model versions; what was changed last comes first when nothing is asked. */
export function parseModelVersionOrder(clauses: readonly string[]): readonly ModelVersionOrder[] {
  return clauses.length === 0 ? newestFirst : parseAttributeOrder(clauses, orders);
}
