import type { Place } from "../delimited/scanner.ts";

/** A row of a JSON file: one value. */
export interface JsonRecord {
  readonly start: Place;
  readonly end: Place;
  /** Whether its brackets and quotes are closed. */
  readonly whole: boolean;
  /** Its text; left out when it was not asked for, or is larger than DuckDB reads. */
  readonly text: string | undefined;
}

export interface JsonSink {
  /** Whether the text of the next record is wanted. */
  wantsText(): boolean;
  record(record: JsonRecord): void;
  /** A line without anything between two records of JSON Lines. */
  blankLine(place: Place): void;
}

const [other, quote, backslash, opening, closing, comma, feed, carriage, space, continuation, fourBytes] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
];
/** DuckDB reads no larger rows. */
const mostText = 16 * 2 ** 20;

/**
 * Divides a JSON file into its rows, as DuckDB does, and counts lines and characters as VS Code does. In JSON Lines each line that
 * is not blank is one; in other files each element of the list that the file is, or each value that stands by itself.
 * Takes valid UTF-8 without a byte-order mark, in chunks that may end anywhere. It checks no more of the grammar than it needs.
 */
export class JsonSplitter {
  private readonly byLine: boolean;
  private readonly sink: JsonSink;
  private chunkStart = 0;
  private line = 0;
  private lineStart = 0;
  private surplus = 0;
  private afterCarriage = false;
  /** Where the CR stands that the byte before was. */
  private carriage: Place | undefined;
  private depth = 0;
  /** The depth at which records stand; unknown before the first byte that says so. */
  private base: number | undefined;
  private inString = false;
  private escaped = false;
  private start: Place | undefined;
  private parts: Uint8Array[] | undefined;
  private held = 0;
  /** Whether the list that the file is, is closed. */
  private listClosed = false;

  constructor(byLine: boolean, sink: JsonSink) {
    this.byLine = byLine;
    this.sink = sink;
    this.base = byLine ? 0 : undefined;
  }

  /** Whether the file ended where it may. */
  get complete(): boolean {
    return this.base !== 1 || this.listClosed;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    for (let i = 0; i < chunk.length; i += 1) {
      const kind = kinds[chunk[i] ?? 0] ?? other;
      if (kind === other && this.start !== undefined && !this.escaped && !this.afterCarriage) continue;
      const started = this.start;
      this.take(kind, i, chunk, from);
      if (this.start !== started && this.start !== undefined) from = i;
    }
    if (this.start !== undefined) this.keep(chunk.subarray(from));
    this.chunkStart += chunk.length;
  }

  end(): Place {
    if (this.start !== undefined) this.endRecord(0, new Uint8Array(), 0);
    return this.placeAt(0);
  }

  private take(kind: number, i: number, chunk: Uint8Array, from: number): void {
    if (kind === feed || kind === carriage) {
      this.takeNewline(kind, i, chunk, from);
      return;
    }
    this.afterCarriage = false;
    if (this.inString) this.takeInString(kind);
    else this.takeOutside(kind, i, chunk, from);
    if (kind === continuation) this.surplus += 1;
    else if (kind === fourBytes) this.surplus -= 1;
  }

  private takeInString(kind: number): void {
    if (this.escaped) this.escaped = false;
    else if (kind === backslash) this.escaped = true;
    else if (kind === quote) this.inString = false;
  }

  private takeOutside(kind: number, i: number, chunk: Uint8Array, from: number): void {
    if (this.base === undefined && kind !== space) {
      this.base = chunk[i] === 0x5b ? 1 : 0;
      if (this.base === 1) {
        this.depth = 1;
        return;
      }
    }
    if (!this.byLine && this.depth === this.base && (kind === comma || kind === space || kind === closing)) {
      if (this.start !== undefined) this.endRecord(i, chunk, from);
      if (kind === closing && this.base === 1) {
        this.listClosed = true;
        this.depth = 0;
      }
      return;
    }
    if (this.start === undefined) {
      if (kind === space || this.listClosed) return;
      this.start = this.placeAt(i);
      this.parts = this.sink.wantsText() ? [] : undefined;
      this.held = 0;
    }
    if (kind === quote) this.inString = true;
    else if (kind === opening) this.depth += 1;
    else if (kind === closing) this.depth -= 1;
  }

  private takeNewline(kind: number, i: number, chunk: Uint8Array, from: number): void {
    const second = kind === feed && this.afterCarriage;
    const end = second ? this.carriage : undefined;
    this.afterCarriage = kind === carriage;
    this.carriage = kind === carriage ? this.placeAt(i) : undefined;
    if (this.byLine && kind === feed) {
      if (this.start !== undefined) this.endRecord(i, chunk, from, end);
      else this.sink.blankLine(end ?? this.placeAt(i));
      this.depth = 0;
      this.inString = false;
      this.escaped = false;
    } else if (!this.inString && this.start !== undefined && this.depth === this.base && !this.byLine) {
      this.endRecord(i, chunk, from);
    }
    if (!second) this.line += 1;
    this.lineStart = this.chunkStart + i + 1;
    this.surplus = 0;
  }

  private endRecord(i: number, chunk: Uint8Array, from: number, end = this.placeAt(i)): void {
    const { start, parts } = this;
    if (start === undefined) return;
    this.keep(chunk.subarray(from, i));
    const whole = !this.inString && this.depth === (this.base ?? 0);
    const text = parts === undefined || this.held > mostText ? undefined : Buffer.concat(parts).toString("utf8");
    this.start = undefined;
    this.parts = undefined;
    this.sink.record({ start, end, whole, text });
  }

  private keep(part: Uint8Array): void {
    if (this.parts === undefined) return;
    this.held += part.length;
    // Chunks may be used again by who made them.
    if (this.held <= mostText) this.parts.push(part.slice());
  }

  private placeAt(i: number): Place {
    const offset = this.chunkStart + i;
    return { line: this.line, character: offset - this.lineStart - this.surplus, offset };
  }
}

const kinds = new Uint8Array(256);
kinds.fill(continuation, 0x80, 0xc0);
kinds.fill(fourBytes, 0xf0, 0xf8);
for (const [bytes, kind] of [
  ['"', quote],
  ["\\", backslash],
  ["{[", opening],
  ["}]", closing],
  [",", comma],
  ["\n", feed],
  ["\r", carriage],
  [" \t", space],
] as const) {
  for (const byte of bytes) kinds[byte.charCodeAt(0)] = kind;
}
