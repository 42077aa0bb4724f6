import { TidemarkError } from "../../protocol/errors.ts";
import { type FileFindings, Findings, shortened } from "../delimited/findings.ts";
import { rangeOf } from "../delimited/locate.ts";
import { otherEncoding, otherFormat } from "../delimited/otherFormat.ts";
import type { Place } from "../delimited/scanner.ts";
import { textOf } from "../delimited/text.ts";
import { bytesOf } from "../files/bytes.ts";
import { JsonSplitter } from "./splitter.ts";

/** A JSON file's rows and what is wrong with it as a file. */
export interface JsonStructure extends FileFindings {
  readonly file: string;
  readonly records: number;
}

export interface JsonStructureOptions {
  readonly signal?: AbortSignal | undefined;
  /** How many findings of each check are described. */
  readonly limit: number;
}

const notWhole = "What begins here is not closed";

/**
 * Reads a JSON file from end to end and tells what is wrong with it as a file. Memory is bounded by its rows.
 * @throws TidemarkError `cancelled` once the signal has aborted; errors of the file system
 */
export async function readJson(
  file: string,
  format: "json" | "jsonl",
  { signal, limit }: JsonStructureOptions,
): Promise<JsonStructure> {
  const findings = new Findings(file, limit);
  let records = 0;
  let open: Place | undefined;
  const tellOpen = (place: Place): void =>
    findings.add("wrong_dialect", () => ({
      message:
        records === 1 && format === "jsonl"
          ? 'The first line is no whole JSON value: write "format: json" in the source if the file is one list.'
          : `${notWhole} on its line: each line of JSON Lines is one whole value.`,
      record: records,
      range: rangeOf(place, place),
    }));
  const splitter = new JsonSplitter(format === "jsonl", {
    wantsText: () => false,
    record({ start, whole }) {
      if (open !== undefined) tellOpen(open);
      records += 1;
      open = whole ? undefined : start;
    },
    blankLine: (place) =>
      findings.add("blank_rows", () => ({ message: "The line is blank: remove it.", range: rangeOf(place, place) })),
  });
  let cut = false;
  try {
    for await (const { bytes, replaced, more } of textOf(checkedStart(file, signal, findings), "utf-8")) {
      for (const { was } of replaced) {
        const hex = was.map((byte) => `0x${byte.toString(16).toUpperCase()}`).join(" ");
        findings.add("invalid_encoding", () => ({
          message: `${hex} has no meaning in UTF-8, which JSON is written in.`,
          record: records + 1,
          text: shortened(hex),
        }));
      }
      findings.count("invalid_encoding", more);
      splitter.push(bytes);
    }
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.data.damaged === undefined) throw error;
    cut = true;
    findings.add("truncated_file", () => ({ message: error.message, record: records + 1 }));
  }
  const end = splitter.end();
  if (!cut && (open !== undefined || !splitter.complete)) {
    const place = open ?? end;
    findings.add("truncated_file", () => ({
      message:
        open === undefined ? "The file ends before its list is closed with ]." : `${notWhole} when the file ends.`,
      record: records,
      range: rangeOf(place, end),
    }));
  }
  return { file, records, ...findings.all };
}

/** The file's bytes, unless they begin as another format or encoding does: then that is told and nothing follows. */
async function* checkedStart(
  file: string,
  signal: AbortSignal | undefined,
  findings: Findings,
): AsyncGenerator<Uint8Array, void, undefined> {
  let begun = false;
  for await (const bytes of bytesOf(file, signal)) {
    if (!begun) {
      begun = true;
      const format = otherFormat(bytes);
      const encoding = otherEncoding(bytes, "utf-8");
      if (format !== undefined) findings.add("wrong_dialect", () => ({ message: `This is ${format}.` }));
      else if (encoding !== undefined) {
        findings.add("invalid_encoding", () => ({ message: "The file is written in utf-16; JSON is read as UTF-8." }));
      } else if (bytes[0] === 0xef && bytes[1] === 0xbb) {
        findings.add("wrong_dialect", () => ({
          message: "The file begins with a byte-order mark, which JSON may not have: save it without one.",
        }));
      }
      if (format !== undefined || encoding !== undefined) return;
    }
    yield bytes;
  }
}
