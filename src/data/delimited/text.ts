import type { Encoding } from "./dialect.ts";
import { type RepairedText, Utf8Repair } from "./utf8.ts";

/** Of UTF-8. */
export const byteOrderMark: readonly number[] = [0xef, 0xbb, 0xbf];

/** A file's text as valid UTF-8 without a byte-order mark, part by part; memory is bounded by the chunks. */
export async function* textOf(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<RepairedText, void, undefined> {
  const repair = new Utf8Repair();
  const utf8 = encoding === "utf-8" ? chunks : encoding === "latin-1" ? fromLatin1(chunks) : fromUtf16(chunks);
  let begun = false;
  let head: Uint8Array = new Uint8Array();
  for await (const chunk of utf8) {
    if (begun) {
      yield repair.push(chunk);
      continue;
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    if (head.length < byteOrderMark.length) continue;
    begun = true;
    yield repair.push(withoutMark(head));
  }
  if (!begun && head.length > 0) yield repair.push(head);
  yield repair.end();
}

const withoutMark = (bytes: Uint8Array): Uint8Array =>
  byteOrderMark.every((byte, i) => bytes[i] === byte) ? bytes.subarray(byteOrderMark.length) : bytes;

async function* fromLatin1(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) yield Buffer.from(Buffer.from(chunk).toString("latin1"), "utf8");
}

/**
 * Of either byte order, as its mark says; little-endian without one. Halves of a pair that stand alone are passed on in the way
 * of WTF-8, so that they are found as no UTF-8.
 */
async function* fromUtf16(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let kept: Buffer = Buffer.alloc(0);
  let big: boolean | undefined;
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([kept, chunk]);
    if (bytes.length < 2) {
      kept = bytes;
      continue;
    }
    big ??= bytes[0] === 0xfe && bytes[1] === 0xff;
    // An odd byte, and the first half of a pair, wait for what follows.
    const even = bytes.length - (bytes.length % 2);
    const lastUnit = big ? bytes.readUInt16BE(even - 2) : bytes.readUInt16LE(even - 2);
    const whole = isHighSurrogate(lastUnit) ? even - 2 : even;
    kept = Buffer.from(bytes.subarray(whole));
    yield utf8Of(bytes.subarray(0, whole), big);
  }
  if (kept.length >= 2) yield utf8Of(kept.subarray(0, kept.length - (kept.length % 2)), big ?? false);
  if (kept.length % 2 === 1) yield Uint8Array.of(0xff);
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

function utf8Of(bytes: Uint8Array, big: boolean): Uint8Array {
  const units = Buffer.from(bytes);
  if (big) units.swap16();
  const text = units.toString("utf16le");
  if (text.isWellFormed()) return Buffer.from(text, "utf8");
  // A byte that is no UTF-8 in place of each half pair.
  const parts = text.split(/([\ud800-\udfff])/u);
  return Buffer.concat(parts.map((part, i) => (i % 2 === 1 ? Uint8Array.of(0xff) : Buffer.from(part, "utf8"))));
}
