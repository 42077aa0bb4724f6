import * as z from "zod";
import { QuarantinedRow } from "../../protocol/ingestRequests.ts";

const ids = z.array(z.string());
/** What happened to rows in quarantine. Read again from the beginning, and with repetitions, it comes to the same. */
export const QuarantineEvent = z.union([
  z.object({ put: QuarantinedRow }),
  z.object({ changed: QuarantinedRow }),
  z.object({ replayed: ids }),
  z.object({ discarded: ids }),
  z.object({ restored: ids }),
]);
export type QuarantineEvent = z.infer<typeof QuarantineEvent>;

/** How many rows there are, and how long they are with their reasons, in bytes of UTF-8. */
export interface Amount {
  readonly rows: number;
  readonly bytes: number;
}

type Entry =
  | { state: "here" | "discarded"; row: QuarantinedRow; bytes: number }
  /** Replayed, or discarded so long ago that it can't be brought back: it must not come back by a repetition. */
  | { state: "gone" };

export const bytesOf = ({ row, reasons }: QuarantinedRow): number =>
  reasons.reduce((sum, { message }) => sum + Buffer.byteLength(message), Buffer.byteLength(row));

export const within = (amount: Amount, most: Amount): boolean => amount.rows <= most.rows && amount.bytes <= most.bytes;

/** The rows that a quarantine's events come to. */
export class QuarantineRows {
  private readonly entries = new Map<string, Entry>();
  /** In the order in which they were discarded. */
  private readonly dropped = new Set<string>();
  private readonly amounts = { here: { rows: 0, bytes: 0 }, discarded: { rows: 0, bytes: 0 } };

  apply(event: QuarantineEvent): void {
    if ("put" in event) {
      if (!this.entries.has(event.put.id)) this.set(event.put.id, "here", event.put);
    } else if ("changed" in event) {
      const entry = this.entries.get(event.changed.id);
      if (entry !== undefined && entry.state !== "gone") this.set(event.changed.id, entry.state, event.changed);
    } else if ("replayed" in event) {
      for (const id of event.replayed) if (this.entries.has(id)) this.remove(id);
    } else if ("discarded" in event) this.move("here", "discarded", event.discarded);
    else this.move("discarded", "here", event.restored);
  }

  /** Those that wait, or those that were discarded and can come back. */
  amount(state: "here" | "discarded"): Amount {
    return this.amounts[state];
  }

  /** The oldest first. */
  list(): QuarantinedRow[] {
    const rows: QuarantinedRow[] = [];
    for (const entry of this.entries.values()) if (entry.state === "here") rows.push(entry.row);
    return rows;
  }

  /** The latest discarded last. */
  discarded(): QuarantinedRow[] {
    return [...this.dropped].flatMap((id) => this.get("discarded", id) ?? []);
  }

  get(state: "here" | "discarded", id: string): QuarantinedRow | undefined {
    const entry = this.entries.get(id);
    return entry?.state === state ? entry.row : undefined;
  }

  /** Lets go of the rows that were discarded first, but for those of `kept`, until no more than `most` are left. */
  forget(most: Amount, kept: ReadonlySet<string>): void {
    for (const id of this.dropped) {
      if (within(this.amounts.discarded, most)) return;
      if (!kept.has(id)) this.remove(id);
    }
  }

  /** Events that come to the same rows; what has gone is not in them. */
  events(): QuarantineEvent[] {
    const discarded = [...this.dropped];
    const puts: QuarantineEvent[] = [];
    for (const entry of this.entries.values()) if (entry.state !== "gone") puts.push({ put: entry.row });
    return discarded.length === 0 ? puts : [...puts, { discarded }];
  }

  /** How many `events` there are. */
  get length(): number {
    return this.amounts.here.rows + this.amounts.discarded.rows + Math.min(1, this.dropped.size);
  }

  /** Lets go of what has gone, once no event names it any more. */
  clearGone(): void {
    for (const [id, { state }] of this.entries) if (state === "gone") this.entries.delete(id);
  }

  private set(id: string, state: "here" | "discarded", row: QuarantinedRow): void {
    this.count(id, -1);
    this.entries.set(id, { state, row, bytes: bytesOf(row) });
    this.count(id, 1);
  }

  private move(from: "here" | "discarded", to: "here" | "discarded", of: readonly string[]): void {
    for (const id of of) {
      const row = this.get(from, id);
      if (row === undefined) continue;
      this.set(id, to, row);
      if (to === "discarded") this.dropped.add(id);
      else this.dropped.delete(id);
    }
  }

  private remove(id: string): void {
    this.count(id, -1);
    this.entries.set(id, { state: "gone" });
    this.dropped.delete(id);
  }

  private count(id: string, sign: 1 | -1): void {
    const entry = this.entries.get(id);
    if (entry === undefined || entry.state === "gone") return;
    this.amounts[entry.state].rows += sign;
    this.amounts[entry.state].bytes += sign * entry.bytes;
  }
}
