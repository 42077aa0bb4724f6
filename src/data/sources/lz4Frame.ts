import { invalidParameter } from "../../protocol/errors.ts";

const magic = 0x184d2204;

/**
 * Unpacks an LZ4 frame, as Arrow's buffers and Feather files are packed by default.
 * Format: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md and lz4_Block_format.md. Checksums are not compared.
 * @throws TidemarkError `invalidParameter` when it is damaged
 */
export function decodeLz4Frame(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 7 || view.getUint32(0, true) !== magic) throw damaged();
  const flags = frame[4] ?? 0;
  const hasBlockChecksum = (flags & 0x10) !== 0;
  const hasContentSize = (flags & 0x08) !== 0;
  const hasDictionary = (flags & 0x01) !== 0;
  const out = new Output();
  let at = 6 + (hasContentSize ? 8 : 0) + (hasDictionary ? 4 : 0) + 1;
  for (;;) {
    if (at + 4 > frame.length) throw damaged();
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return out.bytes();
    const length = size & 0x7fffffff;
    if (at + length > frame.length) throw damaged();
    const block = frame.subarray(at, at + length);
    if (length !== size) out.copy(block, 0, length);
    else decodeBlock(block, out);
    at += length + (hasBlockChecksum ? 4 : 0);
  }
}

/** Literals and repetitions of what was written before, in turns. */
function decodeBlock(block: Uint8Array, out: Output): void {
  let at = 0;
  const more = (first: number): number => {
    let length = first;
    if (first !== 15) return length;
    for (let byte = 255; byte === 255; length += byte) {
      const next = block[at++];
      if (next === undefined) throw damaged();
      byte = next;
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at++] ?? 0;
    const literals = more(token >> 4);
    if (at + literals > block.length) throw damaged();
    out.copy(block, at, literals);
    at += literals;
    if (at === block.length) return;
    const offset = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    if (at > block.length) throw damaged();
    out.repeat(offset, more(token & 15) + 4);
  }
}

/** Bytes that grow. */
class Output {
  private buffer = new Uint8Array(64 * 1024);
  private length = 0;

  copy(from: Uint8Array, start: number, length: number): void {
    this.reserve(length);
    this.buffer.set(from.subarray(start, start + length), this.length);
    this.length += length;
  }

  /** What stands `offset` before the end, which may reach into what is written. */
  repeat(offset: number, length: number): void {
    if (offset === 0 || offset > this.length) throw damaged();
    this.reserve(length);
    const start = this.length - offset;
    if (offset >= length) this.buffer.copyWithin(this.length, start, start + length);
    else for (let i = 0; i < length; i += 1) this.buffer[this.length + i] = this.buffer[start + i] ?? 0;
    this.length += length;
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private reserve(length: number): void {
    if (this.length + length <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.length + length, this.buffer.length * 2));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}

const damaged = () => invalidParameter("Its LZ4 data is damaged.");
