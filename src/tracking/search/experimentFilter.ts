import type { ExperimentCondition } from "../../store/runQueryAst.ts";
import { type Clause, parseClauses } from "./clauses.ts";
import { attributeOrTag } from "./identifier.ts";
import { numberTest, textOrPresenceTest, textTest } from "./tests.ts";

const attributes = ["name", "experiment_id", "creation_time", "last_update_time"] as const;

/** Reads MLflow's filter of experiments. */
export const parseExperimentFilter = (text: string): readonly ExperimentCondition[] =>
  parseClauses(text).map(toCondition);

/** A key of an experiment search: an attribute of the experiment, or a tag. */
export const experimentIdentifier = (text: string) => attributeOrTag(text, attributes);

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
