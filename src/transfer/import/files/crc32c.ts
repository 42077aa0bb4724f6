import { uint32 } from "./littleEndian.ts";

/**
 * CRC-32C (Castagnoli): the polynomial 0x1EDC6F41, here with its bits reversed, as RFC 3720 describes in appendix B.4.
 * `zlib.crc32` is another one. Four tables take four bytes at a time.
 */
const polynomial = 0x82f63b78;

/** What a byte does to the CRC, with 0, 1, 2 or 3 zero bytes behind it: 256 entries each. */
const table = makeTable();

/** The CRC of the bytes from `start` up to `end`. */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = -1;
  let at = start;
  for (const last = end - 3; at < last; at += 4) {
    crc ^= uint32(bytes, at);
    crc =
      entry(768 + (crc & 0xff)) ^
      entry(512 + ((crc >>> 8) & 0xff)) ^
      entry(256 + ((crc >>> 16) & 0xff)) ^
      entry(crc >>> 24);
  }
  for (; at < end; at++) crc = entry((crc ^ (bytes[at] ?? 0)) & 0xff) ^ (crc >>> 8);
  return (crc ^ -1) >>> 0;
}

/** A CRC as TFRecord stores it, so that the CRC of data which holds CRCs still means something. */
export const masked = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;

function entry(index: number): number {
  return table[index] ?? 0;
}

function makeTable(): Int32Array {
  const made = new Int32Array(4 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? polynomial : 0);
    made[byte] = crc;
  }
  for (let index = 256; index < made.length; index++) {
    const before = made[index - 256] ?? 0;
    made[index] = (before >>> 8) ^ (made[before & 0xff] ?? 0);
  }
  return made;
}
