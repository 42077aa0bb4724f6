import { isUtf8 } from "node:buffer";
import type { Encoding } from "./dialect.ts";

const begins = (bytes: Uint8Array, ...expected: readonly number[]): boolean =>
  expected.every((byte, i) => bytes[i] === byte);
const ascii = (text: string): number[] => [...Buffer.from(text, "latin1")];

const formats: readonly (readonly [magic: readonly number[], what: string])[] = [
  [ascii("PAR1"), "a Parquet file: its name would end in .parquet"],
  [ascii("ARROW1"), "an Arrow file: its name would end in .arrow or .feather"],
  [ascii("SQLite format 3\0"), 'a SQLite database: write "format: sqlite" and "table"'],
  [[0x1f, 0x8b], "a gzip file: its name would end in .gz"],
  [[0x28, 0xb5, 0x2f, 0xfd], "a Zstandard file: its name would end in .zst"],
  [[0x50, 0x4b, 0x03, 0x04], "a ZIP archive or an Excel workbook: unpack it, or save its sheet as CSV"],
];

/** What a file's first bytes say that it is instead of delimited text. */
export const otherFormat = (head: Uint8Array): string | undefined =>
  formats.find(([magic]) => begins(head, ...magic))?.[1];

/** The encoding that a file's beginning rather has than the one it is read with. */
export function otherEncoding(head: Uint8Array, encoding: Encoding): Encoding | undefined {
  const marked16 = begins(head, 0xff, 0xfe) || begins(head, 0xfe, 0xff);
  if (encoding !== "utf-16") return marked16 || zeroesAlternate(head) ? "utf-16" : undefined;
  if (marked16 || head.length < 2) return undefined;
  return isUtf8(head.subarray(0, head.lastIndexOf(0x0a) + 1)) && !head.includes(0) ? "utf-8" : undefined;
}

/** As in UTF-16 text of Western languages, which has no byte-order mark. */
function zeroesAlternate(head: Uint8Array): boolean {
  const looked = Math.min(head.length - (head.length % 2), 512);
  const zeroes = [0, 0];
  for (let i = 0; i < looked; i += 1) if (head[i] === 0) zeroes[i % 2] = (zeroes[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeroes;
  return looked >= 4 && Math.min(even, odd) === 0 && Math.max(even, odd) > looked / 4;
}
