import { limits } from "../../../tracking/limits.ts";
import type { ForeignExperiment } from "../foreign.ts";
import { attempt } from "./attempt.ts";
import type { ImportContext } from "./context.ts";

/** The experiments of a source and where their runs go. */
export interface ExperimentWriter {
  open(item: ForeignExperiment): Promise<void>;
  /** The experiment here that the source's runs go to, made ready to be written; undefined when they are not wanted. */
  target(key: string): Promise<string | undefined>;
  /** Deletes here what is deleted there, now that all of it is written. */
  finish(): Promise<void>;
}

interface Opened {
  readonly id: string;
  /** Deleted in the source. */
  readonly deleted: boolean;
}

/**
 * An active experiment of the same name is joined. The name of one that was deleted here stays with that:
 * the source's gets another, `name (imported)`.
 */
export function experimentWriter(context: ImportContext): ExperimentWriter {
  const { tracking, store, ledger, report } = context;
  const opened = new Map<string, Opened>();
  const unwanted = new Set<string>();

  const create = async (name: string): Promise<string> => {
    const id = await tracking.experiments.create({ name, tags: [] });
    report.written.experimentsCreated += 1;
    return id;
  };
  const activeOfName = (name: string): string | undefined => {
    const row = store.tables.experiments.byName(name);
    return row?.lifecycle === "active" ? row.experiment_id : undefined;
  };
  const freeName = (name: string): string => {
    for (let count = 1; ; count += 1) {
      const ending = count === 1 ? " (imported)" : ` (imported ${count})`;
      const tried = `${name.slice(0, limits.experimentName - ending.length)}${ending}`;
      if (store.tables.experiments.byName(tried)?.lifecycle !== "deleted") return tried;
    }
  };
  const find = async ({ key, name }: ForeignExperiment): Promise<string> => {
    const known = ledger.experiment(key);
    if (known !== undefined && store.tables.experiments.byId(known.experimentId) !== undefined)
      return known.experimentId;
    const taken = store.tables.experiments.byName(name)?.lifecycle === "deleted";
    const wanted = taken ? freeName(name) : name;
    const joined = activeOfName(wanted);
    const experimentId = joined ?? (await create(wanted));
    await ledger.setExperiment(key, { experimentId, made: joined === undefined, deleted: false });
    return experimentId;
  };

  return {
    async open(item) {
      if (context.experiment !== undefined) {
        const id = activeOfName(context.experiment) ?? (await create(context.experiment));
        opened.set(item.key, { id, deleted: false });
        return;
      }
      const id = await find(item);
      opened.set(item.key, { id, deleted: item.deleted });
      const here = tracking.experiments.get(id);
      if (here.lifecycle === "deleted") return;
      const known = new Set(here.tags.map(({ key }) => key));
      for (const tag of item.tags.filter(({ key }) => !known.has(key))) {
        await attempt(report, `experiment ${item.name}, tag ${tag.key}`, () => tracking.experiments.setTag(id, tag));
      }
    },
    async target(key) {
      const experiment = opened.get(key);
      if (experiment === undefined || unwanted.has(key)) return undefined;
      const { name, lifecycle } = tracking.experiments.get(experiment.id);
      if (lifecycle === "active") return experiment.id;
      const row = ledger.experiment(key);
      if (row?.deleted !== true) {
        unwanted.add(key);
        report.skip(`experiment ${name}`, "it was deleted here: restore it to import its runs");
        return undefined;
      }
      await tracking.experiments.restore(experiment.id);
      await ledger.setExperiment(key, { ...row, deleted: false });
      return experiment.id;
    },
    async finish() {
      for (const [key, { id, deleted }] of opened) {
        const row = ledger.experiment(key);
        const isOurs = deleted && row?.made === true && !row.deleted;
        if (!isOurs || tracking.experiments.get(id).lifecycle === "deleted") continue;
        await ledger.setExperiment(key, { ...row, deleted: true });
        await tracking.experiments.delete(id);
      }
    },
  };
}
