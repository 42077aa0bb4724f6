import type { Dialect } from "./dialect.ts";
import { RecordScanner } from "./scanner.ts";

const candidates = [",", ";", "\t", "|"] as const;
const mostRecords = 200;

/** What another delimiter would make of the same text. */
export interface OtherDelimiter {
  readonly delimiter: string;
  /** Values in each record. */
  readonly fields: number;
}

/**
 * The delimiter that a text's beginning is rather written with: one that divides every record, the header too, into equally many
 * values, while the one it is read with does not divide the header at all, or leaves half of the records ragged.
 */
export function otherDelimiter(head: Uint8Array, dialect: Dialect): OtherDelimiter | undefined {
  const own = fieldCounts(head, dialect);
  const [header] = own;
  if (header === undefined) return undefined;
  const ragged = own.filter((fields) => fields !== header).length;
  if (header > 1 && ragged * 2 < own.length) return undefined;
  for (const delimiter of candidates) {
    if (delimiter === dialect.delimiter || delimiter === dialect.quote) continue;
    const [fields = 0, ...others] = fieldCounts(head, { ...dialect, delimiter });
    if (fields > 1 && others.every((count) => count === fields)) return { delimiter, fields };
  }
  return undefined;
}

/** Of whole records; the last one may be cut by the end of the text and counts when it is the only one. */
function fieldCounts(head: Uint8Array, dialect: Dialect): number[] {
  const counts: number[] = [];
  const scanner = new RecordScanner(dialect, {
    record({ fields }) {
      if (counts.length < mostRecords) counts.push(fields);
      return [];
    },
    blankLine: () => [],
  });
  scanner.push(head);
  if (counts.length === 0) scanner.end();
  return counts;
}
