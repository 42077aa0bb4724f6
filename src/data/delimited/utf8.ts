import { isUtf8 } from "node:buffer";

/** A part of a text as valid UTF-8. */
export interface RepairedText {
  readonly bytes: Uint8Array;
  /** Where in `bytes` a replacement character stands for what was no UTF-8, and what it was: the first 1,000. */
  readonly replaced: readonly Replaced[];
  /** How many more there are. */
  readonly more: number;
}

export interface Replaced {
  readonly at: number;
  readonly was: readonly number[];
}

const mostReplaced = 1000;
const replacement = [0xef, 0xbf, 0xbd] as const;

/**
 * Replaces what is no UTF-8, as editors show it: a replacement character for each longest beginning of a character that does not
 * go on (the Encoding Standard's way). Characters may be cut by the ends of chunks.
 */
export class Utf8Repair {
  private kept: Uint8Array = new Uint8Array();

  push(chunk: Uint8Array): RepairedText {
    const bytes = this.kept.length === 0 ? chunk : Buffer.concat([this.kept, chunk]);
    const whole = bytes.length - unfinished(bytes);
    this.kept = bytes.slice(whole);
    return repair(bytes.subarray(0, whole));
  }

  /** What is left: a character that was cut by the end of the text. */
  end(): RepairedText {
    return repair(this.kept);
  }
}

function repair(bytes: Uint8Array): RepairedText {
  if (isUtf8(bytes)) return { bytes, replaced: [], more: 0 };
  const replaced: Replaced[] = [];
  let more = 0;
  // Each byte becomes three at most.
  const written = new Uint8Array(bytes.length * replacement.length);
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    const { size, valid } = character(bytes, at);
    if (valid) {
      for (let i = 0; i < size; i += 1) written[length++] = bytes[at + i] ?? 0;
    } else {
      if (replaced.length < mostReplaced) replaced.push({ at: length, was: [...bytes.subarray(at, at + size)] });
      else more += 1;
      for (const byte of replacement) written[length++] = byte;
    }
    at += size;
  }
  return { bytes: written.subarray(0, length), replaced, more };
}

/** The character that begins at a byte, or as much as could be the beginning of one (Unicode, table 3-7). */
function character(bytes: Uint8Array, at: number): { readonly size: number; readonly valid: boolean } {
  const lead = bytes[at] ?? 0;
  const size = sizeOf(lead);
  if (size === 0) return { size: 1, valid: false };
  for (let i = 1; i < size; i += 1) {
    const [low, high] = i === 1 ? secondBounds(lead) : [0x80, 0xbf];
    const byte = bytes[at + i] ?? 0;
    if (byte < low || byte > high) return { size: i, valid: false };
  }
  return { size, valid: true };
}

/** How many bytes a character has, by its first; 0 for a byte that begins none. */
function sizeOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function secondBounds(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  return lead === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
}

/** How many bytes at the end may be the beginning of a character. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sizeOf(byte) > back ? back : 0;
  }
  return 0;
}
