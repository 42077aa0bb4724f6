import { open } from "node:fs/promises";
import { type FileFindings, Findings } from "../delimited/findings.ts";

type BinaryFormat = "parquet" | "arrow" | "sqlite";

/** What the format of a file asks of its size, its first and its last bytes. */
interface Ends {
  readonly size: number;
  readonly head: Buffer;
  readonly tail: Buffer;
}

const headSize = 100;
const tailSize = 10;

/** Tells a file that is of another format or that stops early, by its beginning and end alone. */
export async function binaryStructure(
  file: string,
  format: BinaryFormat,
): Promise<FileFindings & { readonly file: string }> {
  const findings = new Findings(file, 1);
  const fault = faults[format](await endsOf(file));
  if (fault !== undefined) findings.add(fault.check, () => ({ message: fault.message }));
  return { file, ...findings.all };
}

async function endsOf(file: string): Promise<Ends> {
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const [head, tail] = [Buffer.alloc(Math.min(size, headSize)), Buffer.alloc(Math.min(size, tailSize))];
    await handle.read(head, 0, head.length, 0);
    await handle.read(tail, 0, tail.length, size - tail.length);
    return { size, head, tail };
  } finally {
    await handle.close();
  }
}

interface Fault {
  readonly check: "truncated_file" | "wrong_dialect";
  readonly message: string;
}

const notOf = (what: string): Fault => ({
  check: "wrong_dialect",
  message: `The file does not begin as ${what} does.`,
});
const cut = (message: string): Fault => ({ check: "truncated_file", message });
const begins = ({ head }: Ends, magic: string): boolean => head.toString("latin1", 0, magic.length) === magic;
const ends = ({ tail }: Ends, magic: string): boolean => tail.toString("latin1", tail.length - magic.length) === magic;

const empty = cut("The file is empty.");

const faults: Readonly<Record<BinaryFormat, (ends: Ends) => Fault | undefined>> = {
  // Magic, row groups, footer, its length in 4 bytes, magic.
  parquet(file) {
    if (file.size === 0) return empty;
    if (!begins(file, "PAR1")) return notOf("a Parquet file");
    if (file.size < 12 || !ends(file, "PAR1"))
      return cut("The file ends without Parquet's footer: it was not written to the end.");
    const footer = file.tail.readUInt32LE(file.tail.length - 8);
    return footer + 12 > file.size ? cut(`Parquet's footer has ${footer} bytes, more than the file.`) : undefined;
  },
  // A file has a magic word at both ends; a stream has none, and begins with the mark of a message or its length.
  arrow(file) {
    if (file.size === 0) return empty;
    if (begins(file, "ARROW1")) {
      return ends(file, "ARROW1")
        ? undefined
        : cut("The file ends without Arrow's footer: it was not written to the end.");
    }
    if (begins(file, "FEA1")) {
      return {
        check: "wrong_dialect",
        message: "This is Feather version 1, which is not read: write it as version 2.",
      };
    }
    const isStream = file.size >= 8 && file.head.readUInt32LE(0) === 0xffffffff;
    if (!isStream) return notOf("an Arrow file or stream");
    // A stream may end without its mark, but then nobody can tell whether all of it is there.
    const isEnded = file.tail.readBigUInt64LE(file.tail.length - 8) === 0xffffffffn;
    return isEnded ? undefined : cut("The stream ends without its end mark: it may not have been written to the end.");
  },
  sqlite(file) {
    if (file.size === 0) return empty;
    if (!begins(file, "SQLite format 3\0")) return notOf("a SQLite database");
    if (file.size < headSize) return cut("The file ends within SQLite's header.");
    const pageSize = file.head.readUInt16BE(16);
    const pages = file.head.readUInt32BE(28);
    // The number of pages counts only when the last writer kept it; 1 stands for a page of 65,536 bytes.
    const isKept = file.head.readUInt32BE(24) === file.head.readUInt32BE(92);
    const expected = pages * (pageSize === 1 ? 65_536 : pageSize);
    return isKept && expected > file.size
      ? cut(`The database has ${pages} pages, ${expected} bytes; the file has ${file.size}.`)
      : undefined;
  },
};
