import type { Range } from "../../config/text/lines.ts";
import { bytesOf } from "../files/bytes.ts";
import { cellText } from "./cellText.ts";
import type { Dialect } from "./dialect.ts";
import { type Cell, type Place, RecordScanner, type RecordSink, type ScannedRecord } from "./scanner.ts";
import { textOf } from "./text.ts";

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
  signal?: AbortSignal,
): Promise<(LocatedCell | undefined)[]> {
  const found = new Map<string, LocatedCell>();
  const locator = new CellLocator(dialect, cells, (cell) => found.set(keyOf(cell), cell));
  if (!locator.done) {
    for await (const { bytes } of textOf(bytesOf(file, signal), dialect.encoding)) {
      locator.push(bytes);
      if (locator.done) break;
    }
    locator.end();
  }
  return cells.map((cell) => found.get(keyOf(cell)));
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
  private fields = 0;

  constructor(dialect: Dialect, cells: readonly CellAddress[], tell: (cell: LocatedCell) => void) {
    const columns = new Map<number, Set<number>>();
    for (const { record, column } of cells.filter((cell) => cell.column >= 0))
      columns.set(record, (columns.get(record) ?? new Set()).add(column));
    this.columns = new Map([...columns].map(([record, set]) => [record, [...set].sort((a, b) => a - b)]));
    this.last = cells.reduce((last, { record }) => Math.max(last, record), -1);
    this.tell = tell;
    this.dialect = dialect;
    this.next = dialect.header ? 0 : 1;
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
      range: rangeOf(cell.start, cell.end),
      ...(bytes === undefined ? {} : { text: cellText(bytes, this.dialect) }),
    };
  }
}

export const rangeOf = (start: Place, end: Place): Range => ({
  start: { line: start.line, character: start.character },
  end: { line: end.line, character: end.character },
});
