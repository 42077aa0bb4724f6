import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { parse } from "csv-parse";

const chunk = 64 * 1024;
const newline = 10;

export interface TableOptions {
  readonly delimiter: string;
  /** How many bytes of the file count: see {@link wholeLines}. */
  readonly size: number;
}

/**
 * The rows of a table of comma- or tab-separated values, its header the first; each as the texts of its cells.
 * @throws when the file is no such table
 */
export async function* tableRows(path: string, { delimiter, size }: TableOptions): AsyncGenerator<readonly string[]> {
  if (size === 0) return;
  const file = createReadStream(path, { end: size - 1 });
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 16 * 2 ** 20,
  });
  file.on("error", (error) => parser.destroy(error));
  try {
    yield* file.pipe(parser);
  } finally {
    file.destroy();
  }
}

/**
 * How many bytes of a file are whole lines. Behind them is what its writer has not written completely: the beginning
 * of a number would be taken for another number.
 */
export async function wholeLines(path: string, size: number): Promise<number> {
  const file = await open(path, "r");
  try {
    for (let end = size; end > 0; ) {
      const start = Math.max(0, end - chunk);
      const bytes = Buffer.alloc(end - start);
      await file.read(bytes, 0, bytes.length, start);
      const last = bytes.lastIndexOf(newline);
      if (last !== -1) return start + last + 1;
      end = start;
    }
    return 0;
  } finally {
    await file.close();
  }
}
