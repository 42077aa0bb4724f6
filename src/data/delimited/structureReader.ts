import { cellText } from "./cellText.ts";
import type { Dialect } from "./dialect.ts";
import type { DelimitedFacts, HeaderCell } from "./facts.ts";
import { type FileFinding, type Findings, shortened } from "./findings.ts";
import { tellHeaderFaults } from "./headerFaults.ts";
import { columnNames } from "./headerNames.ts";
import { Landmarks } from "./landmarks.ts";
import { rangeOf } from "./locate.ts";
import { type Cell, type Place, RecordScanner, type RecordSink, type ScannedRecord } from "./scanner.ts";
import type { RepairedText } from "./utf8.ts";

/** More columns than this are not told by name. */
const mostColumns = 65_536;
const allColumns = Array.from({ length: mostColumns }, (_, column) => column);
const values = (count: number): string => (count === 1 ? "1 value" : `${count} values`);

/** Gathers the facts and findings of a delimited text that comes in chunks. */
export class StructureReader implements RecordSink {
  private readonly dialect: Dialect;
  private readonly findings: Findings;
  private readonly scanner: RecordScanner;
  private header: HeaderCell[] = [];
  private columns: string[] = [];
  private fields = 0;
  private next: number;
  private shortest = Number.POSITIVE_INFINITY;
  private longest = 0;
  private leadingBlankLines = 0;
  private multiline = false;
  private readable = true;
  private wanted: readonly number[] = allColumns;
  private newline: DelimitedFacts["newline"];
  private mixed: "no" | "feeds" | "carriages" = "no";
  private endKnown = false;
  private repaired = false;
  private readonly landmarks = new Landmarks();

  constructor(dialect: Dialect, findings: Findings) {
    this.dialect = dialect;
    this.findings = findings;
    this.next = dialect.header ? 0 : 1;
    this.scanner = new RecordScanner(dialect, this, this.wanted);
  }

  push({ bytes, replaced, more }: RepairedText): void {
    this.scanner.feed(bytes);
    for (const { at, was } of replaced) {
      this.readable = false;
      this.repaired = true;
      if (!this.findings.isFull("invalid_encoding")) this.scanner.scan(at);
      this.findings.add("invalid_encoding", () => this.badBytes(was));
    }
    this.findings.count("invalid_encoding", more);
    this.scanner.scan();
  }

  /** Ends the last record. When it is known already that the file's end is missing, that it ends within quotes is no news. */
  end(endKnown: boolean): void {
    this.endKnown = endKnown;
    this.scanner.end();
    const { place } = this.scanner;
    this.lookAtNewlines(place);
  }

  facts(): DelimitedFacts {
    return {
      records: Math.max(0, this.next - 1),
      columns: this.columns,
      header: this.header,
      shortest: Number.isFinite(this.shortest) ? this.shortest : 0,
      longest: this.longest,
      leadingBlankLines: this.leadingBlankLines,
      multiline: this.multiline,
      newline: this.newline,
      mixedNewlines: this.mixed !== "no",
      readable: this.readable,
      landmarks: this.repaired || this.dialect.encoding !== "utf-8" ? [] : this.landmarks.all,
    };
  }

  /** Where reading has come to. */
  here(): Pick<FileFinding, "record" | "range"> {
    const { place } = this.scanner;
    return { record: this.next, range: rangeOf(place, place) };
  }

  record(record: ScannedRecord): readonly number[] {
    if (this.fields === 0) this.first(record);
    if (this.next > 0) this.row(record);
    this.landmarks.pass(this.next, record.start);
    this.multiline ||= record.multiline;
    this.lookAtNewlines(record.start);
    if (record.malformed !== undefined) this.tellMalformed(record.malformed, record.end);
    if (record.unclosed !== undefined) this.tellUnclosed(record.unclosed, record.end);
    this.next += 1;
    return this.wanted;
  }

  blankLine(place: Place): readonly number[] {
    if (this.fields === 0) this.leadingBlankLines += 1;
    this.findings.add("blank_rows", () => ({
      message: this.fields === 0 ? "The line is blank, before the first row." : "The row is blank: remove the line.",
      range: rangeOf(place, place),
    }));
    if (this.fields === 1) {
      this.next += 1;
      this.shortest = Math.min(this.shortest, 1);
    }
    return this.wanted;
  }

  /** The record that says how many columns there are. */
  private first({ fields, cells, start, end }: ScannedRecord): void {
    this.fields = fields;
    // Of a row with too many values, the first one too many.
    this.wanted = [fields];
    if (!this.dialect.header) {
      this.columns = columnNames(Array.from({ length: fields }, () => ""));
      return;
    }
    this.header = cells.map((cell) => ({ text: this.textOf(cell), range: rangeOf(cell.start, cell.end) }));
    this.columns = columnNames(this.header.map(({ text }) => text));
    tellHeaderFaults(this.header, this.findings);
    if (fields > mostColumns) {
      this.readable = false;
      const message = `The header has ${fields} values; at most ${mostColumns} columns can be read.`;
      this.findings.add("wrong_dialect", () => ({ message, record: 0, range: rangeOf(start, end) }));
    }
  }

  private row(record: ScannedRecord): void {
    this.shortest = Math.min(this.shortest, record.fields);
    this.longest = Math.max(this.longest, record.fields);
    if (record.empty) {
      const range = rangeOf(record.start, record.end);
      this.findings.add("blank_rows", () => ({
        message: "All values are empty: remove the row.",
        record: this.next,
        range,
      }));
    }
    if (record.fields !== this.fields && !(record.empty && record.fields === 1)) this.tellRagged(record);
  }

  private tellRagged({ fields, start, end, cells: [extra] }: ScannedRecord): void {
    const than = this.dialect.header ? "the header" : "the first row";
    if (extra !== undefined) {
      this.findings.add("ragged_rows", () => ({
        message: `The row has ${values(fields)}, ${than} ${this.fields}: this one and what follows belong to no column.`,
        record: this.next,
        column: this.fields,
        range: rangeOf(extra.start, end),
        text: shortened(this.textOf(extra)),
      }));
      return;
    }
    const name = this.header[fields]?.text;
    const first = name === undefined || name === "" ? `column ${fields + 1}` : JSON.stringify(shortened(name));
    this.findings.add("ragged_rows", () => ({
      message: `The row has ${values(fields)}, ${than} ${this.fields}: from ${first} on they are missing.`,
      record: this.next,
      column: fields,
      ...this.named(fields),
      range: rangeOf(start, end),
    }));
  }

  private badBytes(was: readonly number[]): Omit<FileFinding, "check" | "file"> {
    const { place, column } = this.scanner;
    const hex = was.map((byte) => `0x${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(" ");
    const { encoding } = this.dialect;
    return {
      message:
        encoding === "utf-8"
          ? `${hex} has no meaning in UTF-8: save the file as UTF-8, or write "encoding: latin-1" in the source if it is that.`
          : `What stands here has no meaning in ${encoding}.`,
      record: this.next,
      column,
      ...this.named(column),
      range: rangeOf(place, { ...place, character: place.character + 1 }),
      text: hex,
    };
  }

  private tellMalformed(place: Place, end: Place): void {
    this.readable = false;
    this.findings.add("wrong_dialect", () => ({
      message: "Text follows a closing quote: a quote within a value is written twice.",
      record: this.next,
      range: rangeOf(place, { ...place, character: place.line === end.line ? end.character : place.character + 1 }),
    }));
  }

  private tellUnclosed(opened: Place, end: Place): void {
    this.readable = false;
    if (this.endKnown) return;
    this.findings.add("truncated_file", () => ({
      message: "The file ends within this quoted value: its closing quote, and what follows, is missing.",
      record: this.next,
      range: rangeOf(opened, end),
    }));
  }

  private lookAtNewlines(place: Place): void {
    const { lf, crlf, cr } = this.scanner.newlines;
    if (lf + crlf + cr > 0) this.newline ??= lf > 0 ? "\n" : crlf > 0 ? "\r\n" : "\r";
    if (this.mixed === "carriages" || lf + crlf + cr < 2) return;
    if (cr > 0 && lf + crlf > 0) {
      this.mixed = "carriages";
      this.readable = false;
      this.findings.add("wrong_dialect", () => ({
        message: "Above, some lines end with a lone CR and others with LF: save the file with one kind of line end.",
        record: this.next,
        range: rangeOf(place, place),
      }));
    } else if (lf > 0 && crlf > 0) this.mixed = "feeds";
  }

  private named(column: number): { readonly name?: string } {
    const name = this.header[column]?.text;
    return name === undefined || name === "" ? {} : { name };
  }

  private textOf({ start, end }: Cell): string {
    const bytes = this.scanner.bytes(start.offset, end.offset);
    return bytes === undefined ? "" : cellText(bytes, this.dialect);
  }
}
