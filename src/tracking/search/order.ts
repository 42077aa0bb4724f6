import { invalidParameter } from "../../protocol/errors.ts";
import type { ExperimentOrder, RunOrder } from "../../store/runQueryAst.ts";
import { experimentIdentifier } from "./experimentFilter.ts";
import { parseIdentifier } from "./identifier.ts";
import { tokenize } from "./lexer.ts";
import { orderedAttribute } from "./runFilter.ts";

/** Reads the clauses of MLflow's `order_by` for runs: ``metrics.`val loss` DESC``. */
export const parseRunOrder = (clauses: readonly string[]): readonly RunOrder[] => clauses.map(runOrder);

/** Reads the clauses of `order_by` for experiments. */
export const parseExperimentOrder = (clauses: readonly string[]): readonly ExperimentOrder[] =>
  clauses.map((clause) => {
    const { identifier, descending } = splitOrder(clause);
    const found = experimentIdentifier(identifier);
    if (found.entity === "attribute") return { by: found.key, descending };
    throw invalidParameter(`Invalid order_by entity: ${found.entity}`);
  });

function runOrder(clause: string): RunOrder {
  const { identifier, descending } = splitOrder(clause);
  const { entity, key } = parseIdentifier(identifier);
  switch (entity) {
    case "metric":
      return { by: "metric", key, descending };
    case "parameter":
      return { by: "param", key, descending };
    case "tag":
      return { by: "tag", key, descending };
    case "attribute":
      return { by: "attribute", attribute: orderedAttribute(key), descending };
    case "dataset":
      throw invalidParameter("Invalid identifier type 'dataset'");
  }
}

/** A key, and which way; up when nothing is said. */
export function splitOrder(clause: string): { readonly identifier: string; readonly descending: boolean } {
  const [key, direction, ...rest] = tokenize(clause);
  const identifier = key?.kind === "word" || key?.text.startsWith('"') ? key?.text : undefined;
  if (identifier === undefined || rest.length > 0) {
    throw invalidParameter(`Invalid order_by clause '${clause}'. Could not be parsed.`);
  }
  const word = direction?.text.toLowerCase() ?? "asc";
  if (word === "asc" || word === "desc") return { identifier, descending: word === "desc" };
  throw invalidParameter(
    direction?.kind === "word"
      ? `Invalid ordering key in order_by clause '${clause}'.`
      : `Invalid order_by clause '${clause}'. Could not be parsed.`,
  );
}

/** Reads an `order_by` that knows these attributes only, by what the store calls them. One that is named twice is refused. */
export function parseAttributeOrder<By extends string>(
  clauses: readonly string[],
  attributes: Readonly<Record<string, By>>,
): readonly { readonly by: By; readonly descending: boolean }[] {
  const order = clauses.map((clause) => {
    const { identifier, descending } = splitOrder(clause);
    const { entity, key } = parseIdentifier(identifier);
    const by = entity === "attribute" && Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    if (by === undefined) throw unknownOrder(identifier, Object.keys(attributes));
    return { by, descending };
  });
  if (new Set(order.map(({ by }) => by)).size === order.length) return order;
  throw invalidParameter(`\`order_by\` contains duplicate fields: [${clauses.map((each) => `'${each}'`).join(", ")}]`);
}

const unknownOrder = (key: string, valid: readonly string[]) =>
  invalidParameter(
    `Invalid order by key '${key}' specified. Valid keys are {${valid.map((each) => `'${each}'`).join(", ")}}`,
  );
