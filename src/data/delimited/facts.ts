import type { Range } from "../../config/text/lines.ts";
import type { Landmark } from "./landmarks.ts";

export interface HeaderCell {
  /** As it is written, without quotes. */
  readonly text: string;
  readonly range: Range;
}

/** How a delimited file is built: what a reader has to know so as to read it right. */
export interface DelimitedFacts {
  /** Below the header; see `locateCells` for what counts as one. */
  readonly records: number;
  /** The names that its columns are read by: made to differ, and given to blank ones; of a file without a header too. */
  readonly columns: readonly string[];
  /** The header as it is written; empty without one. */
  readonly header: readonly HeaderCell[];
  /** Values in the shortest and the longest record; 0 without records. */
  readonly shortest: number;
  readonly longest: number;
  /** Blank lines before the first record. */
  readonly leadingBlankLines: number;
  /** Whether a value goes over several lines. */
  readonly multiline: boolean;
  /** How its first lines end; undefined when there is only one. */
  readonly newline: "\n" | "\r\n" | "\r" | undefined;
  /** Whether some lines end otherwise than others. */
  readonly mixedNewlines: boolean;
  /** Whether DuckDB can read it with these facts known; when not, a finding says why. */
  readonly readable: boolean;
  /** Where some records begin; none where bytes of the file are no bytes of its text. */
  readonly landmarks: readonly Landmark[];
}
