import { z } from "zod";
import type { DatasetUseRow } from "../store/datasetTable.ts";
import type { RunRow } from "../store/runTable.ts";
import type { Tables } from "../store/tables.ts";
import { experimentOf } from "./lookup.ts";
import type { DatasetLink, RunIdentity, RunRecord } from "./types.ts";

const DatasetTags = z.record(z.string(), z.string());

/** A run with all that it recorded, as the wire needs it. */
export function runRecord(tables: Tables, row: RunRow): RunRecord {
  return {
    ...runIdentity(row, experimentOf(tables, row).experiment_id),
    metrics: tables.series.latest(row.id),
    params: tables.params.list(row.id),
    tags: tables.tags.list(row.id),
    datasets: datasetLinks(tables.datasets.list(row.id)),
  };
}

export const runIdentity = (row: RunRow, experimentId: string): RunIdentity => ({
  id: row.run_id,
  experimentId,
  name: row.name,
  user: row.user,
  status: row.status,
  startTime: row.start_time,
  endTime: row.end_time,
  lifecycle: row.lifecycle,
  artifactUri: row.artifact_uri,
});

export const datasetLinks = (rows: readonly DatasetUseRow[]): readonly DatasetLink[] =>
  rows.map((row) => ({
    name: row.name,
    digest: row.digest,
    sourceType: row.source_type,
    source: row.source,
    ...(row.schema === null ? {} : { schema: row.schema }),
    ...(row.profile === null ? {} : { profile: row.profile }),
    tags: Object.entries(DatasetTags.parse(JSON.parse(row.tags))).map(([key, value]) => ({ key, value })),
  }));
