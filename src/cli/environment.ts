import type { Variables } from "../client/trackingEnvironment.ts";

/** A tracking address that the user has chosen: neither the engine's nor another Tidemark terminal's. Null when none. */
export function chosenElsewhere(environment: NodeJS.ProcessEnv, engineUrl: string | null): string | null {
  const uri = environment.MLFLOW_TRACKING_URI?.trim();
  if (uri === undefined || uri === "") return null;
  if (engineUrl !== null && uri.replace(/\/+$/, "") === engineUrl) return null;
  const fromTidemark = environment.TIDEMARK_NODE !== undefined && /^http:\/\/127\.0\.0\.1:/.test(uri);
  return fromTidemark ? null : uri;
}

/** Tags for every run that a command makes: MLflow's client takes them from `MLFLOW_RUN_CONTEXT`. */
export function runContext(inherited: string | undefined, tags: Variables): string {
  return JSON.stringify({ ...parseTags(inherited), ...tags });
}

function parseTags(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    const tags: unknown = JSON.parse(text);
    return typeof tags === "object" && tags !== null && !Array.isArray(tags) ? { ...tags } : {};
  } catch {
    return {}; // MLflow's client would ignore it as well.
  }
}
