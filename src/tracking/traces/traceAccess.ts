import { notFound, TidemarkError } from "../../protocol/errors.ts";
import type { Store } from "../../store/openStore.ts";
import type { ReadPool } from "../../store/readPool.ts";
import type { Tables } from "../../store/tables.ts";
import type { TraceRow } from "../../store/traceRow.ts";
import type { TrackingChange } from "../changes.ts";
import { checkKey, limits, truncated } from "../limits.ts";
import { experimentOf, findExperiment } from "../lookup.ts";
import type { Tracking } from "../tracking.ts";
import type { TagInput } from "../types.ts";

export interface TraceDependencies {
  readonly store: Store;
  readonly reads: ReadPool;
  readonly artifacts: Pick<Tracking["artifacts"], "delete">;
  readonly now: () => number;
  readonly onChange: (change: TrackingChange) => void;
}

export function findTrace({ traces }: Tables, traceId: string): TraceRow {
  const row = traces.get(traceId);
  if (row === undefined) throw notFound(`Trace with ID '${traceId}' not found.`, { traceId });
  return row;
}

/** Where an experiment's artifacts are. */
export const experimentArtifacts = (tables: Tables, experimentId: string): string =>
  findExperiment(tables, experimentId).artifact_location.replace(/\/+$/, "");

/** Sets a tag, whose value is cut off at MLflow's limit. */
export function setTraceTag({ traces }: Tables, id: number, { key, value }: TagInput): void {
  checkKey(key, "key");
  traces.tag.set(id, { key, value: truncated(value, limits.runTagValue) });
}

/** Sets tags that a span carries: what could be no tag is left out, since the spans matter more. */
export function setSpanTags(tables: Tables, id: number, tags: readonly TagInput[]): void {
  for (const tag of tags) {
    try {
      setTraceTag(tables, id, tag);
    } catch (error) {
      if (!(error instanceof TidemarkError && error.code === "invalidParameter")) throw error;
    }
  }
}

/** Tells those that watch these runs of new or changed traces. */
export function tellsRuns({ store, onChange }: TraceDependencies): (runIds: readonly string[]) => void {
  return (runIds) => {
    for (const id of new Set(runIds)) {
      const run = store.tables.runs.byId(id);
      if (run === undefined) continue;
      const experimentId = experimentOf(store.tables, run).experiment_id;
      onChange({ run: { id, experimentId, summary: false, metrics: false, traces: true } });
    }
  };
}
