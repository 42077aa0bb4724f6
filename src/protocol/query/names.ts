import { type NumberOperand, type Place, QueryFault, type TextAttribute, type TextOperand } from "./ast.ts";

/** What a name stands for: a number, a text, or what may be either. */
export type Named = NumberOperand | TextOperand;

const entities: Readonly<Record<string, "metric" | "param" | "tag" | "attribute" | "dataset">> = {
  ...{ metric: "metric", metrics: "metric" },
  ...{ parameter: "param", parameters: "param", param: "param", params: "param" },
  ...{ tag: "tag", tags: "tag" },
  ...{ attribute: "attribute", attributes: "attribute", attr: "attribute", run: "attribute" },
  ...{ dataset: "dataset", datasets: "dataset" },
};

const textAttributes: Readonly<Record<string, TextAttribute>> = {
  run_id: "run_id",
  ...{ name: "run_name", run_name: "run_name", "run name": "run_name" },
  ...{ status: "status", user: "user_id", user_id: "user_id", artifact_uri: "artifact_uri" },
};

const datasetAttributes = ["name", "digest", "context"] as const;

/** Attributes by the names that completion offers. */
export const attributeNames = ["name", "status", "user", "start_time", "end_time", "duration", "run_id"] as const;

/**
 * What `metrics.val/loss`, `params."learning rate"` or `status` means.
 * @throws QueryFault for what is no name
 */
export function named(text: string, place: Place): Named {
  const dot = /^[`"]/.test(text) ? -1 : text.indexOf(".");
  if (dot < 0) return attribute(unquoted(text), place);
  const [prefix, key] = [text.slice(0, dot), unquoted(text.slice(dot + 1))];
  const entity = Object.hasOwn(entities, prefix) ? entities[prefix] : undefined;
  if (key === "") throw new QueryFault(`A name is missing after "${prefix}.".`, place);
  switch (entity) {
    case "metric":
      return { of: "metric", key, take: "last", place };
    case "param":
    case "tag":
      return { of: entity, key };
    case "attribute":
      return attribute(key, place);
    case "dataset": {
      const found = datasetAttributes.find((each) => each === key);
      if (found !== undefined) return { of: "dataset", attribute: found };
      throw new QueryFault(`A data set has no "${key}": it has ${datasetAttributes.join(", ")}.`, place);
    }
    default:
      throw new QueryFault(
        `"${prefix}." is no kind of name: write metrics., params., tags., attributes. or datasets. before it.`,
        place,
      );
  }
}

function attribute(key: string, place: Place): Named {
  const lower = key.toLowerCase();
  if (lower === "start_time" || lower === "created") return { of: "time", attribute: "start_time" };
  if (lower === "end_time") return { of: "time", attribute: "end_time" };
  if (lower === "duration") return { of: "duration" };
  const found = Object.hasOwn(textAttributes, lower) ? textAttributes[lower] : undefined;
  if (found !== undefined) return { of: "text", attribute: found };
  throw new QueryFault(
    `A run has no "${key}": write metrics.${key}, params.${key} or tags.${key}, or one of ${attributeNames.join(", ")}.`,
    place,
  );
}

/** Without quotes or backticks around it. */
export const unquoted = (text: string): string => /^(["'`])(.*)\1$/su.exec(text)?.[2] ?? text;

/** A key as it stands behind `metrics.`: in backticks where it would not be one name. */
export const spelledName = (key: string): string =>
  /^[\p{L}\p{N}_][\p{L}\p{N}_./:@%#$-]*$/u.test(key) ? key : `\`${key}\``;
