import type { ImportRequest, ImportSummary } from "../../../../src/protocol/import.ts";
import { createImport } from "../../../../src/transfer/import/createImport.ts";
import type { ForeignItem, ForeignRun, ForeignSource } from "../../../../src/transfer/import/foreign.ts";
import { batches } from "../../../../src/transfer/import/worker/batches.ts";
import type { ForeignRecords } from "../../../../src/transfer/import/worker/startReader.ts";
import type { TrackingFixture } from "../../tracking/fixture.ts";

/** A source that says what it is told to. A run is left out when its end has a fingerprint that is known. */
export function sourceOf(items: readonly ForeignItem[], identity = "test:source"): ForeignSource {
  const fingerprints = new Map(items.flatMap((item) => (item.kind === "runEnd" ? [[item.run, item.fingerprint]] : [])));
  return {
    identity,
    count: async () => fingerprints.size,
    async *read({ isKnown, signal }) {
      const known = new Set([...fingerprints].filter((pair) => isKnown(...pair)).map(([key]) => key));
      for (const item of items) {
        signal.throwIfAborted();
        const run = item.kind === "run" ? item.key : "run" in item ? item.run : undefined;
        if (run === undefined || !known.has(run)) yield item;
      }
    },
  };
}

/** Reads a source without a worker. */
const directly = (source: ForeignSource): ForeignRecords => ({
  detect: async () => [],
  read: async (_, signal, use) =>
    use({ identity: source.identity, runs: await source.count(), batches: (known) => batches(source, known, signal) }),
});

/** Imports a source into a workspace. */
export function importFrom(
  source: ForeignSource,
  fixture: TrackingFixture,
  options: Partial<ImportRequest> & { readonly signal?: AbortSignal } = {},
): Promise<ImportSummary> {
  const { signal = new AbortController().signal, ...request } = options;
  const download = () => () => Promise.reject(new Error("There is no server."));
  const imports = createImport({ target: fixture, records: directly(source), download });
  return imports.start({ kind: "mlruns", place: "/", ...request }, { signal, onProgress: () => undefined });
}

export const anExperiment = (name = "exp", deleted = false): ForeignItem => ({
  kind: "experiment",
  key: name,
  name,
  tags: [],
  deleted,
});

/** A run of MLflow's with some of its parts changed. */
export const aRun = (key: string, parts: Partial<ForeignRun> = {}): ForeignRun => ({
  kind: "run",
  key,
  keepsId: true,
  experiment: "exp",
  name: `name-of-${key.slice(0, 4)}`,
  user: "ada",
  status: "FINISHED",
  startTime: 1000,
  endTime: 2000,
  deleted: false,
  params: [],
  tags: [],
  ...parts,
});

export const points = (run: string, ...values: readonly number[]): ForeignItem => ({
  kind: "metrics",
  run,
  points: values.map((value, step) => ({ key: "loss", value, step, time: 1000 + step })),
});

export const runEnd = (run: string, fingerprint = "1"): ForeignItem => ({ kind: "runEnd", run, fingerprint });
