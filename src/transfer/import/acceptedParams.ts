import { limits, truncated } from "../../tracking/limits.ts";
import type { ParamInput } from "../../tracking/types.ts";
import { AcceptedKeys } from "./acceptedKeys.ts";

export interface AcceptedParams {
  readonly params: readonly ParamInput[];
  /** What had to change, in words for people. */
  readonly notes: readonly string[];
}

/** Parameters, or tags, as a store takes them: names that it allows, values no longer than its limit. The last of a name counts. */
export function acceptedParams(
  pairs: Iterable<readonly [key: string, value: string]>,
  limit: number = limits.paramValue,
): AcceptedParams {
  const keys = new AcceptedKeys();
  const params: ParamInput[] = [];
  const notes: string[] = [];
  for (const [key, text] of new Map(pairs)) {
    const value = truncated(text, limit);
    if (value !== text) notes.push(`the value of '${key}' was cut after ${limit} characters`);
    params.push({ key: keys.of(key), value });
  }
  return { params, notes: [...notes, ...renamedNote(keys)] };
}

/** Says which names had to change. */
export function renamedNote(keys: AcceptedKeys): readonly string[] {
  const { renamed } = keys;
  if (renamed.length === 0) return [];
  const shown = renamed.slice(0, 5).map(([from, to]) => `'${from}' is '${to}'`);
  const more = renamed.length > shown.length ? `, and ${renamed.length - shown.length} more` : "";
  return [`names that can't be kept were changed: ${shown.join(", ")}${more}`];
}
