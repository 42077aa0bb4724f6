import type { Position } from "../../config/text/lines.ts";
import type { Dialect } from "./dialect.ts";

/** A place in a file: as editors count it, and in bytes of its text as UTF-8. */
export interface Place extends Position {
  readonly offset: number;
}

/** A value as it is written, quotes included. */
export interface Cell {
  /** From 0. */
  readonly column: number;
  readonly start: Place;
  readonly end: Place;
}

/** What a scanner has read when a record ends. */
export interface ScannedRecord {
  readonly fields: number;
  readonly start: Place;
  readonly end: Place;
  /** Those of the columns asked for that it has. */
  readonly cells: readonly Cell[];
  /** Where text follows a closing quote, which no reader agrees upon. */
  readonly malformed: Place | undefined;
  /** Whether a value goes over several lines. */
  readonly multiline: boolean;
  /** Where the quote opens that the file ends within. */
  readonly unclosed: Place | undefined;
  /** Whether it holds more than delimiters and spaces. */
  readonly empty: boolean;
}

/** Hears records in their order. It returns the columns whose cells it wants of the next one, in ascending order. */
export interface RecordSink {
  record(record: ScannedRecord): readonly number[];
  /** A line without a character between two records, or before the first. Returns what `record` does. */
  blankLine(place: Place): readonly number[];
}

const [plain, delimiting, quoting, feed, carriage, continuation, fourBytes, spacing] = [0, 1, 2, 3, 4, 5, 6, 7];

/** Between records, where a value may open with a quote, behind the one space that may precede it, in a value, behind its end. */
type State = "between" | "opening" | "spaced" | "unquoted" | "quoted" | "closed" | "trailing";

/**
 * Divides delimited text into records and cells as DuckDB does, and counts lines and characters as VS Code does: lines end with
 * LF, CRLF or a lone CR, within quotes too, and characters are UTF-16 units. Memory is bounded by the cells asked for.
 * Takes valid UTF-8 without a byte-order mark, in chunks that may end anywhere.
 */
export class RecordScanner {
  /** Line ends outside quotes, by kind. */
  readonly newlines = { lf: 0, crlf: 0, cr: 0 };
  private readonly outside: Uint8Array;
  private readonly inside: Uint8Array;
  private readonly sink: RecordSink;
  private chunk: Uint8Array = new Uint8Array();
  private previous: Uint8Array = this.chunk;
  private chunkStart = 0;
  private at = 0;
  private state: State = "between";
  private afterCarriage = false;
  private line = 0;
  private lineStart = 0;
  /** What bytes of the line so far exceed its UTF-16 units by. */
  private surplus = 0;
  private start: Place = { line: 0, character: 0, offset: 0 };
  private field = 0;
  private cells: Cell[] = [];
  private cellStart: Place | undefined;
  private wanted: readonly number[];
  private nextWanted = -1;
  private quoteOpened: Place | undefined;
  private malformed: Place | undefined;

  constructor({ delimiter, quote }: Dialect, sink: RecordSink, wanted: readonly number[] = []) {
    this.outside = kinds(quote, delimiter);
    this.inside = kinds(quote, undefined);
    this.sink = sink;
    this.wanted = wanted;
  }

  /** Where the next byte stands. */
  get place(): Place {
    return this.placeAt(this.at);
  }

  /** The field that the next byte belongs to, from 0. */
  get column(): number {
    return this.state === "between" ? 0 : this.field;
  }

  /** What comes next; the chunk is kept until the next but one. */
  push(chunk: Uint8Array): void {
    this.feed(chunk);
    this.scan();
  }

  /** Like `push`, but leaves the scanning to `scan`. */
  feed(chunk: Uint8Array): void {
    this.chunkStart += this.chunk.length;
    this.previous = this.chunk;
    this.chunk = chunk;
    this.at = 0;
  }

  /** Reads on up to an index of the chunk. */
  scan(to = this.chunk.length): void {
    const { chunk, outside } = this;
    let i = this.at;
    while (i < to) {
      i = this.state === "quoted" ? this.skipQuoted(i, to) : this.skipUnquoted(i, to);
      if (i >= to) break;
      const table = this.state === "quoted" ? this.inside : outside;
      this.take(table[chunk[i] ?? 0] ?? plain, i);
      i += 1;
    }
    this.at = to;
  }

  /** Most of quoted values: all but quotes and line ends. */
  private skipQuoted(from: number, to: number): number {
    const { chunk, inside } = this;
    let surplus = 0;
    let i = from;
    for (; i < to; i += 1) {
      const kind = inside[chunk[i] ?? 0];
      if (kind === plain) continue;
      if (kind === continuation) surplus += 1;
      else if (kind === fourBytes) surplus -= 1;
      else break;
    }
    this.surplus += surplus;
    if (i > from) this.afterCarriage = false;
    return i;
  }

  /** Most of a record: values without quotes and their delimiters, as long as none of them is asked for. */
  private skipUnquoted(from: number, to: number): number {
    if (this.state !== "unquoted" && this.state !== "opening") return from;
    const { chunk, outside } = this;
    const stop = this.cellStart === undefined ? this.nextWanted : this.field + 1;
    let { field, surplus } = this;
    let begins = this.state === "opening";
    let i = from;
    for (; i < to; i += 1) {
      const kind = outside[chunk[i] ?? 0];
      if (kind === plain || (kind === spacing && !begins)) begins = false;
      else if (kind === delimiting && field + 1 !== stop) {
        field += 1;
        begins = true;
      } else if (kind === continuation) surplus += 1;
      else if (kind === fourBytes) {
        surplus -= 1;
        begins = false;
      } else break;
    }
    this.field = field;
    this.surplus = surplus;
    this.state = begins ? "opening" : "unquoted";
    return i;
  }

  /** Ends the last record when no line end did. */
  end(): void {
    if (this.state === "between") return;
    const unclosed = this.state === "quoted" ? this.quoteOpened : undefined;
    this.endRecord(this.at, unclosed);
  }

  /** The bytes between two offsets, of which only those in the last two chunks are still known. */
  bytes(start: number, end: number): Uint8Array | undefined {
    const windowStart = this.chunkStart - this.previous.length;
    if (start < windowStart) return undefined;
    if (start >= this.chunkStart) return this.chunk.subarray(start - this.chunkStart, end - this.chunkStart);
    const head = this.previous.subarray(start - windowStart, end - windowStart);
    return end <= this.chunkStart ? head : Buffer.concat([head, this.chunk.subarray(0, end - this.chunkStart)]);
  }

  private take(kind: number, i: number): void {
    if (kind === feed && this.afterCarriage) {
      this.afterCarriage = false;
      this.lineStart = this.chunkStart + i + 1;
      if (this.state === "between") {
        this.newlines.crlf += 1;
        this.newlines.cr -= 1;
      }
      return;
    }
    this.afterCarriage = kind === carriage;
    if (this.state === "quoted") this.takeQuoted(kind, i);
    else if (kind === feed || kind === carriage) this.takeNewline(kind, i);
    else this.takeOutside(kind, i);
    if (kind === continuation) this.surplus += 1;
    else if (kind === fourBytes) this.surplus -= 1;
  }

  private takeQuoted(kind: number, i: number): void {
    if (kind === quoting) this.state = "closed";
    else if (kind === feed || kind === carriage) this.nextLine(i);
  }

  private takeNewline(kind: number, i: number): void {
    if (this.state === "between") this.wanted = this.sink.blankLine(this.placeAt(i));
    else this.endRecord(i, undefined);
    if (kind === feed) this.newlines.lf += 1;
    else this.newlines.cr += 1;
    this.nextLine(i);
  }

  private takeOutside(kind: number, i: number): void {
    if (this.state === "between") this.beginRecord(i);
    if (kind === delimiting) {
      this.endCell(i);
      this.field += 1;
      this.state = "opening";
      if (this.field === this.nextWanted) this.cellStart = this.placeAt(i + 1);
    } else if (kind === quoting && this.state === "closed") {
      // A second quote in a row stands for itself.
      this.state = "quoted";
    } else if (kind === quoting && (this.state === "opening" || this.state === "spaced")) {
      this.quoteOpened = this.placeAt(i);
      this.state = "quoted";
    } else if (kind === spacing && this.state === "opening") {
      this.state = "spaced";
    } else if (kind === spacing && (this.state === "closed" || this.state === "trailing")) {
      this.state = "trailing";
    } else {
      if (this.state === "closed" || this.state === "trailing") this.malformed ??= this.placeAt(i);
      this.state = "unquoted";
    }
  }

  private beginRecord(i: number): void {
    this.start = this.placeAt(i);
    this.field = 0;
    this.cells = [];
    this.malformed = undefined;
    this.quoteOpened = undefined;
    this.nextWanted = this.wanted[0] ?? -1;
    this.cellStart = this.nextWanted === 0 ? this.start : undefined;
    this.state = "opening";
  }

  private endCell(i: number): void {
    if (this.cellStart === undefined) return;
    this.cells.push({ column: this.field, start: this.cellStart, end: this.placeAt(i) });
    this.cellStart = undefined;
    this.nextWanted = this.wanted[this.cells.length] ?? -1;
  }

  private endRecord(i: number, unclosed: Place | undefined): void {
    this.endCell(i);
    const { start, cells, malformed, field } = this;
    const end = this.placeAt(i);
    this.wanted = this.sink.record({
      fields: field + 1,
      start,
      end,
      cells,
      malformed,
      multiline: end.line > start.line,
      unclosed,
      empty: this.holdsNothing(start.offset, end.offset, field),
    });
    this.state = "between";
  }

  /** Only spaces and delimiters. Longer records than a delimiter and a space for each value are taken for full. */
  private holdsNothing(start: number, end: number, delimiters: number): boolean {
    if (end - start > 2 * delimiters + 64) return false;
    const isNothing = (byte: number): boolean => {
      const kind = this.outside[byte];
      return kind === delimiting || kind === spacing;
    };
    // Most records are told by their last byte.
    const last = this.chunk[end - 1 - this.chunkStart];
    return (last === undefined || isNothing(last)) && (this.bytes(start, end)?.every(isNothing) ?? false);
  }

  private nextLine(i: number): void {
    this.line += 1;
    this.lineStart = this.chunkStart + i + 1;
    this.surplus = 0;
  }

  private placeAt(i: number): Place {
    const offset = this.chunkStart + i;
    return { line: this.line, character: offset - this.lineStart - this.surplus, offset };
  }
}

function kinds(quote: string, delimiter: string | undefined): Uint8Array {
  const table = new Uint8Array(256);
  table.fill(continuation, 0x80, 0xc0);
  table.fill(fourBytes, 0xf0, 0xf8);
  table[0x0a] = feed;
  table[0x0d] = carriage;
  if (delimiter !== undefined) {
    table[0x20] = spacing;
    table[delimiter.charCodeAt(0)] = delimiting;
  }
  table[quote.charCodeAt(0)] = quoting;
  return table;
}
