import { join } from "node:path";
import { notFound } from "../../protocol/errors.ts";
import type { QuarantinedRow, RowReason } from "../../protocol/ingestRequests.ts";
import type { JournalRecord } from "./journal.ts";
import { addLines, readLines, replaceLines } from "./lineLog.ts";
import { type Amount, QuarantineEvent, QuarantineRows } from "./quarantineRows.ts";

/** How much a quarantine holds: more is a sign that something else is wrong. All of it is in memory. */
export const mostQuarantined: Amount = { rows: 100_000, bytes: 64 * 2 ** 20 };
/** How much of what was discarded can be brought back: the latest. */
const mostDiscarded: Amount = mostQuarantined;
/** The log is written anew when it has more than twice as many lines as it needs, and this many. */
const leastLines = 1000;

/** The rows of a data set that were not taken. */
export interface Quarantine {
  /** The oldest first. */
  list(): readonly QuarantinedRow[];
  /** Those that can be brought back, the latest discarded last. */
  discarded(): readonly QuarantinedRow[];
  amount(state: "here" | "discarded"): Amount;
  get(id: string): QuarantinedRow | undefined;
  /** Hears of what the journal holds. */
  remember(record: JournalRecord): void;
  /** Keeps what records say whose journal goes away. */
  keep(records: readonly JournalRecord[]): Promise<void>;
  /** @throws TidemarkError `notFound` */
  change(id: string, row: string, reasons: readonly RowReason[]): Promise<QuarantinedRow>;
  /** Notes why rows fail now, of those that are there as they were. */
  review(rows: readonly QuarantinedRow[]): Promise<void>;
  /** How many were there to be dropped. */
  discard(ids: readonly string[]): Promise<number>;
  /** How many were there to come back. */
  restore(ids: readonly string[]): Promise<number>;
}

export async function openQuarantine(folder: string): Promise<Quarantine> {
  const file = join(folder, "events.jsonl");
  const rows = new QuarantineRows();
  const events = await readLines(file, QuarantineEvent);
  for (const event of events) rows.apply(event);
  let lines = events.length;
  /** Rows that the journal may bring again: what became of them must not be forgotten. */
  const journaled = new Set<string>();

  const compact = async (): Promise<void> => {
    rows.forget(mostDiscarded, journaled);
    if (lines < leastLines || lines <= 2 * (rows.length + 1)) return;
    const compacted = rows.events();
    await replaceLines(file, compacted);
    lines = compacted.length;
    rows.clearGone();
  };
  let writing: Promise<unknown> = Promise.resolve();
  /** One at a time: an event that is added while the log is written anew would be lost. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const result = writing.then(work, work);
    writing = result.catch(() => undefined);
    return result;
  };
  const write = async (added: readonly QuarantineEvent[]): Promise<void> => {
    await addLines(file, added);
    lines += added.length;
  };
  const inState = (state: "here" | "discarded", of: readonly string[]): string[] =>
    [...new Set(of)].filter((id) => rows.get(state, id) !== undefined);
  const record = async (of: readonly string[], ...events: readonly QuarantineEvent[]): Promise<void> => {
    // What only the journal holds so far needs the row before it in the file.
    const missing = of.filter((id) => journaled.has(id));
    const puts = missing.flatMap((id) => rows.get("here", id) ?? rows.get("discarded", id) ?? []);
    await write([...puts.map((put) => ({ put })), ...events]);
    for (const event of events) rows.apply(event);
    await compact();
  };
  return {
    list: () => rows.list(),
    discarded: () => rows.discarded(),
    amount: (state) => rows.amount(state),
    get: (id) => rows.get("here", id),
    remember(record) {
      for (const { id } of record.quarantined) journaled.add(id);
      for (const event of eventsOf(record)) rows.apply(event);
    },
    keep: (records) =>
      alone(async () => {
        await write(records.flatMap(eventsOf));
        await compact();
        // Their segment goes before the next is kept.
        for (const { quarantined } of records) for (const { id } of quarantined) journaled.delete(id);
      }),
    change: (id, row, reasons) =>
      alone(async () => {
        const before = rows.get("here", id);
        if (before === undefined) throw notFound(`There is no row "${id}" in quarantine.`);
        const changed = { ...before, row, reasons: [...reasons] };
        await record([id], { changed });
        return changed;
      }),
    review: (reviewed) =>
      alone(async () => {
        const changed = reviewed.filter(({ id, row, reasons }) => {
          const before = rows.get("here", id);
          return before?.row === row && JSON.stringify(before.reasons) !== JSON.stringify(reasons);
        });
        if (changed.length === 0) return;
        const ids = changed.map(({ id }) => id);
        await record(ids, ...changed.map((row) => ({ changed: row })));
      }),
    discard: (wanted) =>
      alone(async () => {
        const ids = inState("here", wanted);
        if (ids.length > 0) await record(ids, { discarded: ids });
        return ids.length;
      }),
    restore: (wanted) =>
      alone(async () => {
        const ids = inState("discarded", wanted);
        if (ids.length > 0) await record(ids, { restored: ids });
        return ids.length;
      }),
  };
}

const eventsOf = ({ quarantined, replayed }: JournalRecord): QuarantineEvent[] => [
  ...quarantined.map((put) => ({ put })),
  ...(replayed.length === 0 ? [] : [{ replayed }]),
];
