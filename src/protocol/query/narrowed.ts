import type { MetricTake } from "./ast.ts";
import { spelledName } from "./names.ts";

/** Whether a filter is a query: it compares something. Any other is words of the name. */
export const isQuery = (filter: string): boolean =>
  /[=<>]|\b(I?LIKE|BETWEEN)\s|\bIN\s*\(|\bIS\s+(NOT\s+)?NULL\b/i.test(filter);

interface CommonKey {
  readonly of: "metric" | "param" | "tag" | "attribute";
  readonly key: string;
  /** Of a metric; its last value where nothing is said. */
  readonly take?: MetricTake;
}

/** What some runs have in common. */
export type Common = CommonKey &
  (
    | {
        /** Null for runs that lack it. */
        readonly value: string | null;
      }
    | { readonly values: readonly string[] }
    | { readonly low: number; readonly high: number }
  );

/** A query for those of a filter's runs that have some values in common. */
export function narrowed(filter: string, common: readonly Common[]): string {
  const text = filter.trim();
  const before = isQuery(text)
    ? [`(${text})`]
    : text.split(/\s+/).flatMap((word) => (word === "" ? [] : `name ILIKE ${quoted(`%${word}%`)}`));
  return [...before, ...common.map(condition)].join(" AND ");
}

function condition(common: Common): string {
  // A function of what was never logged is no name.
  if ("value" in common && common.value === null) return `${nameOf({ ...common, take: "last" })} IS NULL`;
  const name = nameOf(common);
  if ("low" in common) {
    const { low, high } = common;
    return low === high ? `${name} = ${low}` : `${name} BETWEEN ${low} AND ${high}`;
  }
  if ("values" in common) {
    const isQuotable = common.values.every((value) => !(value.includes("'") && value.includes('"')));
    const [only] = common.values;
    if (common.values.length === 1 && only !== undefined) return equals(name, only);
    if (isQuotable) return `${name} IN (${common.values.map(quoted).join(", ")})`;
    return `(${common.values.map((value) => equals(name, value)).join(" OR ")})`;
  }
  return equals(name, common.value ?? "");
}

function nameOf({ of, key, take = "last" }: CommonKey): string {
  const spelled = spelledName(key);
  if (of === "attribute") return key;
  if (of !== "metric" || take === "last") return `${of}s.${spelled}`;
  if (typeof take !== "object") return `${take}(${spelled})`;
  return "at" in take ? `at(${spelled}, ${take.at})` : `mean(${spelled}, ${take.mean})`;
}

const equals = (name: string, value: string): string =>
  value.includes("'") && value.includes('"')
    ? `${name} LIKE '${value.replace(/'/g, "_")}'`
    : `${name} = ${quoted(value)}`;

/** In the quotes that it has not in itself: MLflow's language has no way to write them twice. */
const quoted = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);
