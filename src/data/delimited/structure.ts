import { linesOf, type Range } from "../../config/text/lines.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import { bytesOf } from "../files/bytes.ts";
import type { Dialect } from "./dialect.ts";
import type { DelimitedFacts } from "./facts.ts";
import { type FileFindings, Findings } from "./findings.ts";
import { otherDelimiter } from "./otherDelimiter.ts";
import { otherEncoding, otherFormat } from "./otherFormat.ts";
import { StructureReader } from "./structureReader.ts";
import { textOf } from "./text.ts";

/** A delimited file's facts and what is wrong in it. */
export interface DelimitedStructure extends DelimitedFacts, FileFindings {
  readonly file: string;
  readonly dialect: Dialect;
}

export interface StructureOptions {
  readonly signal?: AbortSignal | undefined;
  /** How many findings of each check are described; 1000 when left out. */
  readonly limit?: number;
}

const usualLimit = 1000;
const headSize = 64 * 1024;
const show = (delimiter: string): string => (delimiter === "\t" ? '"\\t"' : JSON.stringify(delimiter));

/**
 * Reads a delimited file from end to end and tells its structure and everything that is wrong with it as a file. Memory is bounded,
 * whatever the file holds. A file that is in another format or encoding is told as such and not read further.
 * @throws TidemarkError `cancelled` once the signal has aborted; errors of the file system
 */
export async function readDelimited(
  file: string,
  dialect: Dialect,
  { signal, limit = usualLimit }: StructureOptions = {},
): Promise<DelimitedStructure> {
  const findings = new Findings(file, limit);
  const reader = new StructureReader(dialect, findings);
  const done = (): DelimitedStructure => {
    const facts = reader.facts();
    return { file, dialect, ...facts, readable: facts.readable && sound, ...findings.all };
  };
  let sound = true;
  const chunks = untilDamage(bytesOf(file, signal), (message) => {
    sound = false;
    findings.add("truncated_file", () => ({ message, ...reader.here() }));
  });
  const first = await chunks.next();
  if (first.done !== true) {
    const fault = wholeFault(first.value.subarray(0, headSize), dialect);
    if (fault !== undefined) {
      sound = false;
      findings.add(fault.check, () => ({ message: fault.message }));
      await chunks.return();
      return done();
    }
  }
  let looked = false;
  for await (const text of textOf(resumed(first, chunks), dialect.encoding)) {
    if (!looked && text.bytes.length > 0) {
      looked = true;
      tellOtherDelimiter(text.bytes.subarray(0, headSize), dialect, findings);
    }
    reader.push(text);
  }
  reader.end(!sound);
  return done();
}

function wholeFault(head: Uint8Array, { encoding }: Dialect) {
  const format = otherFormat(head);
  if (format !== undefined) return { check: "wrong_dialect", message: `This is ${format}.` } as const;
  const other = otherEncoding(head, encoding);
  if (other === undefined) return undefined;
  const message = `The file is written in ${other} and read as ${encoding}: write "encoding: ${other}" in the source.`;
  return { check: "invalid_encoding", message } as const;
}

function tellOtherDelimiter(head: Uint8Array, dialect: Dialect, findings: Findings): void {
  const other = otherDelimiter(head, dialect);
  if (other === undefined) return;
  const [own, better] = [show(dialect.delimiter), show(other.delimiter)];
  findings.add("wrong_dialect", () => ({
    message: `The values are divided by ${better} (${other.fields} in each row) rather than by ${own}: write 'delimiter: ${better}' in the source.`,
    record: dialect.header ? 0 : 1,
    range: firstLine(Buffer.from(head).toString("utf8")),
  }));
}

/** That is not blank. */
function firstLine(text: string): Range {
  const blank = /^[\r\n]*/.exec(text)?.[0].length ?? 0;
  const end = text.slice(blank).search(/[\r\n]/);
  return linesOf(text).range(blank, end < 0 ? text.length : blank + end);
}

async function* untilDamage(
  chunks: AsyncIterable<Uint8Array>,
  tell: (message: string) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* chunks;
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.data.damaged === undefined) throw error;
    tell(error.message);
  }
}

async function* resumed(
  first: IteratorResult<Uint8Array, void>,
  rest: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}
