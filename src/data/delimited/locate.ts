import type { Range } from "../../config/text/lines.ts";
import { bytesOf, compressionOf } from "../files/bytes.ts";
import { cellText } from "./cellText.ts";
import type { Dialect } from "./dialect.ts";
import type { DelimitedFacts } from "./facts.ts";
import { type Landmark, landmarkBefore } from "./landmarks.ts";
import { type Cell, type Place, RecordScanner, type RecordSink, type ScannedRecord } from "./scanner.ts";
import { byteOrderMark, textOf } from "./text.ts";

/** A value of a table that was read from a file. */
export interface CellAddress {
  /** From 1 for the first record below the header; 0 is the header itself. */
  readonly record: number;
  /** From 0. */
  readonly column: number;
}

export interface LocatedCell extends CellAddress {
  /**
   * All that is written between the delimiters, quotes included, as VS Code counts: lines and characters (UTF-16 units) from 0,
   * without a byte-order mark. In a record too short to have the column it is the empty place where the record ends.
   */
  readonly range: Range;
  /** The value without its quotes; left out when the record lacks the column, or when the value is larger than half a megabyte. */
  readonly text?: string;
}

export interface LocateOptions {
  /** What is known of the file: with landmarks only the parts around the cells are read. */
  readonly known?: Pick<DelimitedFacts, "columns" | "landmarks">;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Where values stand in a delimited file, in the order asked. Reads the file once, up to the last record asked for.
 *
 * Records are numbered as DuckDB numbers the rows it reads with the same dialect (`relationOf`): from 1 below the header, in a
 * file without a header from its first. Blank lines are no records, except below the first record of a file of one column, where
 * each is a null. A quoted value may go over several lines, so that record numbers are no line numbers.
 * @returns undefined for records that the file does not have, and for columns before the first
 * @throws TidemarkError as `bytesOf`
 */
export async function locateCells(
  file: string,
  dialect: Dialect,
  cells: readonly CellAddress[],
  { known, signal }: LocateOptions = {},
): Promise<(LocatedCell | undefined)[]> {
  const found = new Map<string, LocatedCell>();
  const landmarks = known === undefined || compressionOf(file) !== undefined ? [] : known.landmarks;
  const mark = landmarks.length === 0 ? 0 : await markSize(file, signal);
  for (const [from, near] of Map.groupBy(cells, ({ record }) => landmarkBefore(landmarks, record))) {
    const begin = from.offset === 0 ? undefined : { ...from, fields: known?.columns.length ?? 0 };
    const locator = new CellLocator(dialect, near, (cell) => found.set(keyOf(cell), cell), begin);
    if (locator.done) continue;
    const bytes = begin === undefined ? bytesOf(file, signal) : bytesOf(file, signal, nearby, mark + from.offset);
    for await (const text of textOf(bytes, dialect.encoding)) {
      locator.push(text.bytes);
      if (locator.done) break;
    }
    locator.end();
  }
  return cells.map((cell) => found.get(keyOf(cell)));
}

/** Bytes that are read at once from a landmark on. */
const nearby = 65_536;

/** Bytes of the byte-order mark that a file in UTF-8 begins with. */
async function markSize(file: string, signal: AbortSignal | undefined): Promise<number> {
  for await (const head of bytesOf(file, signal, byteOrderMark.length)) {
    return byteOrderMark.every((byte, i) => head[i] === byte) ? byteOrderMark.length : 0;
  }
  return 0;
}

const keyOf = ({ record, column }: CellAddress): string => `${record}:${column}`;

/** Finds cells in text that comes in chunks of valid UTF-8. */
class CellLocator implements RecordSink {
  private readonly columns: ReadonlyMap<number, readonly number[]>;
  private readonly last: number;
  private readonly tell: (cell: LocatedCell) => void;
  private readonly dialect: Dialect;
  private readonly scanner: RecordScanner;
  private next: number;
  private readonly firstLine: number;
  private fields: number;

  constructor(
    dialect: Dialect,
    cells: readonly CellAddress[],
    tell: (cell: LocatedCell) => void,
    begin: (Landmark & { readonly fields: number }) | undefined,
  ) {
    const columns = new Map<number, Set<number>>();
    for (const { record, column } of cells.filter((cell) => cell.column >= 0))
      columns.set(record, (columns.get(record) ?? new Set()).add(column));
    this.columns = new Map([...columns].map(([record, set]) => [record, [...set].sort((a, b) => a - b)]));
    this.last = cells.reduce((last, { record }) => Math.max(last, record), -1);
    this.tell = tell;
    this.dialect = dialect;
    this.next = begin?.record ?? (dialect.header ? 0 : 1);
    this.firstLine = begin?.line ?? 0;
    this.fields = begin?.fields ?? 0;
    this.scanner = new RecordScanner(dialect, this, this.wanted());
  }

  get done(): boolean {
    return this.next > this.last;
  }

  push(chunk: Uint8Array): void {
    this.scanner.push(chunk);
  }

  end(): void {
    if (!this.done) this.scanner.end();
  }

  record({ cells, end, fields }: ScannedRecord): readonly number[] {
    this.fields ||= fields;
    for (const [i, column] of this.wanted().entries()) this.tell(this.located(column, cells[i] ?? { start: end, end }));
    this.next += 1;
    return this.wanted();
  }

  blankLine(place: Place): readonly number[] {
    if (this.fields === 1) {
      for (const column of this.wanted()) this.tell(this.located(column, { start: place, end: place }));
      this.next += 1;
    }
    return this.wanted();
  }

  private wanted(): readonly number[] {
    return this.columns.get(this.next) ?? [];
  }

  private located(column: number, cell: Cell | Pick<Cell, "start" | "end">): LocatedCell {
    const bytes = "column" in cell ? this.scanner.bytes(cell.start.offset, cell.end.offset) : undefined;
    return {
      record: this.next,
      column,
      range: rangeOf(cell.start, cell.end, this.firstLine),
      ...(bytes === undefined ? {} : { text: cellText(bytes, this.dialect) }),
    };
  }
}

/** The range between two places, in a text that begins at a line of its file. */
export const rangeOf = (start: Place, end: Place, firstLine = 0): Range => ({
  start: { line: firstLine + start.line, character: start.character },
  end: { line: firstLine + end.line, character: end.character },
});
