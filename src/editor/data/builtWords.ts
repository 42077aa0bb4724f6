import type { CheckReport } from "../../protocol/checkEntities.ts";
import type { BuiltFeature } from "../../protocol/featureEntities.ts";

interface Built {
  readonly features: readonly BuiltFeature[];
  readonly checks: CheckReport | null;
}

/** What building features came to, in a sentence or two, and whether all is well. */
export function builtWords({ features, checks }: Built): { readonly words: string; readonly isGood: boolean } {
  if (features.length === 0)
    return { words: 'No features are declared: tidemark.yaml has no "features".', isGood: true };
  const outcomes = (["built", "unchanged", "failed", "skipped"] as const).flatMap((outcome) => {
    const count = features.filter((feature) => feature.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  const wrong = features.find(({ outcome }) => outcome === "failed");
  const why = wrong === undefined ? "" : ` ${wrong.name}: ${wrong.reason ?? "it failed"}`;
  const told = checks?.datasets.flatMap((dataset) => dataset.outcomes) ?? [];
  const failed = told.filter(({ state }) => state === "failed").length;
  const unable = told.filter(({ state }) => state === "couldNotRun").length;
  const found = [failed > 0 ? `${failed} failed` : "", unable > 0 ? `${unable} could not run` : ""].filter(Boolean);
  const checked =
    told.length === 0 ? "" : ` Of ${told.length} checks ${found.length > 0 ? found.join(", ") : "all passed"}.`;
  return {
    words: `Features: ${outcomes.join(", ")}.${why}${checked}`,
    isGood: failed + unable === 0 && features.every(({ outcome }) => outcome === "built" || outcome === "unchanged"),
  };
}
