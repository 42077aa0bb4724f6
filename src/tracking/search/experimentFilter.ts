import { invalidParameter } from "../../protocol/errors.ts";
import type { ExperimentCondition } from "../../store/runQueryAst.ts";
import { type Clause, parseClauses } from "./clauses.ts";
import { parseIdentifier, unknownAttribute } from "./identifier.ts";
import { numberTest, textOrPresenceTest, textTest } from "./tests.ts";

const attributes = ["name", "experiment_id", "creation_time", "last_update_time"] as const;

type ExperimentIdentifier =
  | { readonly entity: "attribute"; readonly key: (typeof attributes)[number] }
  | { readonly entity: "tag"; readonly key: string };

/** Reads MLflow's filter of experiments. */
export const parseExperimentFilter = (text: string): readonly ExperimentCondition[] =>
  parseClauses(text).map(toCondition);

/** A key of an experiment search: an attribute of the experiment, or a tag. */
export function experimentIdentifier(text: string): ExperimentIdentifier {
  const { entity, key } = parseIdentifier(text);
  if (entity === "tag") return { entity, key };
  if (entity !== "attribute") {
    throw invalidParameter(`Invalid entity type '${entity}'. Valid entity types are ('attribute', 'tag', 'tags')`);
  }
  const attribute = attributes.find((each) => each === key);
  if (attribute === undefined) throw unknownAttribute(key, attributes);
  return { entity, key: attribute };
}

function toCondition(clause: Clause): ExperimentCondition {
  const found = experimentIdentifier(clause.identifier);
  if (found.entity === "tag") return { of: "tag", key: found.key, test: textOrPresenceTest(clause, "tag") };
  switch (found.key) {
    case "name":
      return { of: "name", test: textTest(clause, "attributes", false) };
    case "experiment_id":
      return { of: "id", test: textTest(clause, "attributes", true) };
    case "creation_time":
    case "last_update_time":
      return { of: "time", attribute: found.key, test: numberTest(clause, `numeric attribute: ${found.key}`) };
  }
}
