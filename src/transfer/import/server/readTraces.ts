import { isMissingEndpoint } from "../../remote/remoteMlflow.ts";
import type { ForeignItem } from "../foreign.ts";
import type { AskServer } from "./askServer.ts";
import { TracePage } from "./schemas.ts";

/** Says of an experiment that it has traces, which are not imported; MLflow 2 is not asked. */
export async function* tellOfTraces(server: AskServer, experiment: string, name: string): AsyncGenerator<ForeignItem> {
  const location = { type: "MLFLOW_EXPERIMENT", mlflow_experiment: { experiment_id: experiment } };
  try {
    const { traces } = await server.post(TracePage, "/api/3.0/mlflow/traces/search", {
      locations: [location],
      max_results: 1,
    });
    if (traces.length > 0) {
      yield { kind: "skipped", place: `experiment ${name}`, reason: "it has traces: they are not imported" };
    }
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
  }
}
