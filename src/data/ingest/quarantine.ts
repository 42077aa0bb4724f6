import { join } from "node:path";
import * as z from "zod";
import { notFound } from "../../protocol/errors.ts";
import { QuarantinedRow, type RowReason } from "../../protocol/ingestRequests.ts";
import type { JournalRecord } from "./journal.ts";
import { addLines, readLines } from "./lineLog.ts";

const ids = z.array(z.string());
/** What happened to rows in quarantine. Read again from the beginning, and with repetitions, it comes to the same. */
const Event = z.union([
  z.object({ put: QuarantinedRow }),
  z.object({ changed: QuarantinedRow }),
  z.object({ replayed: ids }),
  z.object({ discarded: ids }),
  z.object({ restored: ids }),
]);
type Event = z.infer<typeof Event>;

type State = "here" | "discarded" | "replayed";

/** How many rows a quarantine holds: more of them are a sign that something else is wrong. */
export const mostQuarantined = 50_000;

/** The rows of a data set that were not taken. */
export interface Quarantine {
  /** The oldest first. */
  list(): readonly QuarantinedRow[];
  get(id: string): QuarantinedRow | undefined;
  /** Hears of what the journal holds. */
  remember(record: JournalRecord): void;
  /** Keeps what records say whose journal goes away. */
  keep(records: readonly JournalRecord[]): Promise<void>;
  /** @throws TidemarkError `notFound` */
  change(id: string, row: string, reasons: readonly RowReason[]): Promise<QuarantinedRow>;
  /** How many were there to be dropped. */
  discard(ids: readonly string[]): Promise<number>;
  /** How many were there to come back. */
  restore(ids: readonly string[]): Promise<number>;
}

export async function openQuarantine(folder: string): Promise<Quarantine> {
  const file = join(folder, "events.jsonl");
  const rows = new Map<string, { row: QuarantinedRow; state: State }>();
  const setState = (from: readonly State[], to: State, of: readonly string[]): string[] =>
    of.filter((id) => {
      const entry = rows.get(id);
      if (entry === undefined || !from.includes(entry.state)) return false;
      entry.state = to;
      return true;
    });
  const apply = (event: Event): void => {
    if ("put" in event) {
      if (!rows.has(event.put.id)) rows.set(event.put.id, { row: event.put, state: "here" });
    } else if ("changed" in event) {
      const entry = rows.get(event.changed.id);
      if (entry !== undefined) entry.row = event.changed;
    } else if ("replayed" in event) setState(["here", "discarded"], "replayed", event.replayed);
    else if ("discarded" in event) setState(["here"], "discarded", event.discarded);
    else setState(["discarded"], "here", event.restored);
  };
  const eventsOf = ({ quarantined, replayed }: JournalRecord): Event[] => [
    ...quarantined.map((put) => ({ put })),
    ...(replayed.length === 0 ? [] : [{ replayed }]),
  ];
  for (const event of await readLines(file, Event)) apply(event);
  const inState = (state: State, of: readonly string[]): string[] =>
    [...new Set(of)].filter((id) => rows.get(id)?.state === state);
  // A change of what the journal still holds needs the row before it in the file.
  const record = async (of: readonly string[], event: Event): Promise<void> => {
    const puts = of.flatMap((id) => rows.get(id)?.row ?? []).map((put) => ({ put }));
    await addLines(file, [...puts, event]);
    apply(event);
  };
  const here = (id: string): QuarantinedRow | undefined => {
    const entry = rows.get(id);
    return entry?.state === "here" ? entry.row : undefined;
  };
  return {
    list: () => [...rows.values()].filter(({ state }) => state === "here").map(({ row }) => row),
    get: here,
    remember(record) {
      for (const event of eventsOf(record)) apply(event);
    },
    keep: (records) => addLines(file, records.flatMap(eventsOf)),
    async change(id, row, reasons) {
      const before = here(id);
      if (before === undefined) throw notFound(`There is no row "${id}" in quarantine.`);
      const changed = { ...before, row, reasons: [...reasons] };
      await record([id], { changed });
      return changed;
    },
    async discard(wanted) {
      const discarded = inState("here", wanted);
      if (discarded.length > 0) await record(discarded, { discarded });
      return discarded.length;
    },
    async restore(wanted) {
      const restored = inState("discarded", wanted);
      if (restored.length > 0) await record(restored, { restored });
      return restored.length;
    },
  };
}
