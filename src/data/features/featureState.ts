import type { Feature } from "../../config/config.ts";
import type { FeatureState, FeatureVersion } from "../../protocol/featureEntities.ts";
import { sha256 } from "./buildContext.ts";
import type { Prepared } from "./prepareStep.ts";

/** Whether a feature's last result still holds. @param stale features that are not current */
export async function stateOf(
  prepare: (feature: Feature) => Promise<Prepared>,
  feature: Feature,
  version: FeatureVersion | null,
  stale: ReadonlySet<string>,
): Promise<Pick<FeatureState, "state" | "reason">> {
  try {
    if (version === null) return { state: "never built", reason: null };
    const changed = version.inputs.find((input) => stale.has(input.name));
    if (changed !== undefined) return { state: "stale", reason: `${changed.name} is not current.` };
    const now = await prepare(feature);
    return now.key === version.key
      ? { state: "current", reason: null }
      : { state: "stale", reason: changeOf(version, now) };
  } catch (error) {
    return { state: "broken", reason: error instanceof Error ? error.message : String(error) };
  }
}

function changeOf(version: FeatureVersion, now: Prepared): string {
  if (version.sql !== sha256(now.sql)) return "Its step has changed.";
  const inputs = now.inputs.filter(
    ({ name, content }) => version.inputs.find((input) => input.name === name)?.content !== content,
  );
  if (inputs.length > 0) return `Changed since: ${inputs.map(({ name }) => name).join(", ")}.`;
  return "DuckDB has another version.";
}
