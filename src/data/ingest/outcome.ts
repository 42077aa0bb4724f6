import { randomUUID } from "node:crypto";
import { mostReasons, type QuarantinedRow, type RowsAnswer } from "../../protocol/ingestRequests.ts";
import type { JudgedRow } from "./checkRows.ts";
import type { SentRow } from "./splitRows.ts";

/** Rows that are checked together. */
export interface Judging {
  readonly rows: readonly SentRow[];
  /** What each was in quarantine, where they come from there. */
  readonly from: readonly QuarantinedRow[] | null;
}

/** What becomes of rows that were checked. */
export interface Outcome {
  readonly at: number;
  /** Those that are taken: each one's JSON and day. */
  readonly rows: [string, string][];
  /** Those that come into quarantine. */
  readonly quarantined: QuarantinedRow[];
  /** Those that leave it. */
  readonly replayed: string[];
  /** Those that stay there, with their reasons of now. */
  readonly remaining: QuarantinedRow[];
  readonly failing: number;
  readonly reasons: RowsAnswer["reasons"];
}

/** @param isHere whether a row still is in quarantine as it was: those that are not are left alone */
export function outcomeOf(
  { rows: sent, from }: Judging,
  judged: readonly JudgedRow[],
  isHere: (row: QuarantinedRow) => boolean,
): Outcome {
  const at = Date.now();
  const today = new Date(at).toISOString().slice(0, 10);
  const rows: [string, string][] = [];
  const quarantined: QuarantinedRow[] = [];
  const replayed: string[] = [];
  const remaining: QuarantinedRow[] = [];
  const reasons: RowsAnswer["reasons"] = [];
  let failing = 0;
  for (const [index, { text }] of sent.entries()) {
    const { reasons: own, day } = judged[index] ?? { reasons: [], day: null };
    const before = from?.[index];
    if (before !== undefined && !isHere(before)) continue;
    if (own.length === 0) {
      rows.push([text, day ?? today]);
      if (before !== undefined) replayed.push(before.id);
      continue;
    }
    failing += 1;
    if (before === undefined) quarantined.push({ id: randomUUID(), at, row: text, reasons: [...own] });
    else remaining.push({ ...before, reasons: [...own] });
    const [first] = own;
    if (first !== undefined && reasons.length < mostReasons) reasons.push({ index, ...first });
  }
  return { at, rows, quarantined, replayed, remaining, failing, reasons };
}
