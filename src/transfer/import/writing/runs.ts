import { setImmediate as nextTurn } from "node:timers/promises";
import { TidemarkError } from "../../../protocol/errors.ts";
import type { ImportedRunRow } from "../../../store/importLedger.ts";
import { nameTag, parentTag } from "../../../store/tagTable.ts";
import type { RunRecord } from "../../../tracking/types.ts";
import type { ForeignDatasets, ForeignMetrics, ForeignModelLinks, ForeignRun, ForeignRunEnd } from "../foreign.ts";
import { acceptableParams, acceptablePoints, acceptableTags } from "./acceptable.ts";
import { attempt } from "./attempt.ts";
import type { ImportContext } from "./context.ts";
import type { ExperimentWriter } from "./experiments.ts";
import { digests, mergeTags } from "./mergeTags.ts";
import { runIdOf } from "./runIds.ts";

/** The runs of a source, each from its beginning to its end. */
export interface RunWriter {
  open(item: ForeignRun): Promise<void>;
  /** The run that is being written; undefined when it is not wanted. */
  current(key: string): RunRecord | undefined;
  metrics(item: ForeignMetrics): Promise<void>;
  datasets(item: ForeignDatasets): Promise<void>;
  links(item: ForeignModelLinks): Promise<void>;
  /** A file of the run could not be had this time: the run will count as changed. */
  lacks(key: string): void;
  /** Remembers the run as imported as a whole. */
  end(item: ForeignRunEnd): Promise<void>;
}

interface Open {
  readonly item: ForeignRun;
  readonly record: RunRecord;
  readonly row: ImportedRunRow;
  readonly tags: ReadonlyMap<string, string>;
  /** Whether to delete it here in the end. */
  readonly deletes: boolean;
  readonly pointsBefore: number;
  /** Whether points here may repeat what is here already. */
  readonly isNew: boolean;
}

export function runWriter(context: ImportContext, experiments: ExperimentWriter): RunWriter {
  const { tracking, store, ledger, report } = context;
  const open = new Map<string, Open>();
  const lacking = new Set<string>();

  const tagsOf = (item: ForeignRun): ReadonlyMap<string, string> => {
    const tags = new Map(acceptableTags(item.tags, report, placeOf(item)));
    tags.set(nameTag, item.name);
    if (item.parent !== undefined) tags.set(parentTag, runIdOf(context, item.parent, item.keepsId === true));
    return tags;
  };
  const create = async (item: ForeignRun, id: string, experimentId: string, tags: ReadonlyMap<string, string>) => {
    const params = acceptableParams(item.params, report, placeOf(item));
    const { name, user, status, startTime, endTime } = item;
    const all = { params: pairs(params), tags: pairs(tags) };
    return tracking.runs.import({ id, experimentId, name, user, status, startTime, endTime, ...all });
  };
  /** The run as it is here already, ready to be written to; undefined when the user deleted it. */
  const reopen = async (item: ForeignRun, row: ImportedRunRow): Promise<RunRecord | undefined> => {
    const record = tracking.runs.get(row.runId);
    if (record.lifecycle === "active") return record;
    if (!row.deleted) {
      report.skip(placeOf(item), "it was deleted here: restore it to import what is new");
      return undefined;
    }
    const restored = await attempt(report, placeOf(item), () => tracking.runs.restore(row.runId));
    if (restored) await ledger.setRun(item.key, { ...row, deleted: false });
    return restored ? record : undefined;
  };
  const update = async (
    item: ForeignRun,
    record: RunRecord,
    row: ImportedRunRow,
    tags: ReadonlyMap<string, string>,
  ) => {
    const params = acceptableParams(item.params, report, placeOf(item));
    const known = new Map(record.params.map(({ key, value }) => [key, value]));
    for (const [key, value] of params) {
      const own = known.get(key);
      if (own === undefined) await tracking.recording.logParam(record.id, { key, value });
      else if (own !== value) report.skip(`${placeOf(item)}, parameter ${key}`, `it has another value here: ${own}`);
    }
    const { set, remove } = mergeTags(row.tags, tags, new Map(record.tags.map(({ key, value }) => [key, value])));
    for (const [key, value] of set) await tracking.recording.setTag(record.id, { key, value });
    for (const key of remove) await tracking.recording.deleteTag(record.id, key);
    if (item.status === record.status && item.endTime === record.endTime) return;
    const { status, endTime } = item;
    await tracking.runs.update(record.id, { status, ...(endTime === null ? {} : { endTime }) });
  };
  const pointsOf = (runId: string): number => {
    const run = store.tables.runs.byId(runId);
    if (run === undefined) return 0;
    return store.tables.series.list(run.id).reduce((sum, { summary }) => sum + summary.count, 0);
  };

  return {
    async open(item) {
      const experimentId = await experiments.target(item.experiment);
      if (experimentId === undefined) return;
      const runId = runIdOf(context, item.key, item.keepsId === true);
      const row = ledger.run(item.key) ?? { runId, fingerprint: null, deleted: false, tags: {} };
      // Before the run is made: an import that is killed in between finds it again as its own.
      await ledger.setRun(item.key, { ...row, fingerprint: null });
      const tags = tagsOf(item);
      const isNew = store.tables.runs.byId(runId) === undefined;
      const record = isNew ? await create(item, runId, experimentId, tags) : await reopen(item, row);
      if (record === undefined) return;
      if (!isNew) await update(item, record, row, tags);
      const wasActive = record.lifecycle === "active";
      // A run that was deleted with an earlier import and is active now was restored by the user.
      const deletes = item.deleted && !(row.deleted && wasActive);
      open.set(item.key, { item, record, row, tags, deletes, pointsBefore: pointsOf(runId), isNew });
    },
    current: (key) => open.get(key)?.record,
    async metrics({ run: key, points }) {
      const run = open.get(key);
      if (run === undefined || points.length === 0) return;
      const write = (metrics: ForeignMetrics["points"]) =>
        tracking.recording.logBatch(run.record.id, { metrics, params: [], tags: [] });
      try {
        await write(points);
      } catch (error) {
        if (!(error instanceof TidemarkError) || error.code !== "invalidParameter") throw error;
        await write(acceptablePoints(points, report, placeOf(run.item)));
      }
      // Scripts that log at the same time have their turn.
      await nextTurn();
    },
    async datasets({ run: key, datasets }) {
      const run = open.get(key);
      if (run === undefined) return;
      for (const dataset of datasets) {
        const place = `${placeOf(run.item)}, dataset ${dataset.name}`;
        await attempt(report, place, () => tracking.recording.logInputs(run.record.id, [dataset]));
      }
    },
    async links({ run: key, inputs, outputs }) {
      const run = open.get(key);
      if (run !== undefined) await tracking.models.link(run.record.id, { inputs, outputs });
    },
    lacks(key) {
      lacking.add(key);
    },
    async end({ run: key, fingerprint: whole }) {
      const run = open.get(key);
      if (run === undefined) return;
      open.delete(key);
      const { item, record, row, tags, deletes } = run;
      report.written.points += pointsOf(record.id) - run.pointsBefore;
      if (deletes) await tracking.runs.delete(record.id);
      const deleted = item.deleted && (deletes || row.deleted);
      const fingerprint = lacking.delete(key) ? "" : whole;
      await ledger.setRun(key, { runId: record.id, fingerprint, deleted, tags: digests(tags) });
      if (run.isNew || row.fingerprint === null) report.written.runsNew += 1;
      else report.written.runsUpdated += 1;
    },
  };
}

const placeOf = ({ name, key }: ForeignRun): string => (name === key ? `run ${key}` : `run ${name} (${key})`);

const pairs = (map: ReadonlyMap<string, string>): readonly { readonly key: string; readonly value: string }[] =>
  [...map].map(([key, value]) => ({ key, value }));
