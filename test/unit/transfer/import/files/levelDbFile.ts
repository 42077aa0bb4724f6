import { crc32 } from "node:zlib";

const blockBytes = 32 * 1024;
const headerBytes = 7;

/** A log of LevelDB's format with these records, as W&B writes it: behind a prelude, with the usual CRC-32. */
export function levelDbFile(prelude: Uint8Array, records: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [prelude];
  let size = prelude.length;
  const append = (bytes: Uint8Array): void => {
    parts.push(bytes);
    size += bytes.length;
  };
  for (const record of records) {
    for (let at = 0, first = true; first || at < record.length; first = false) {
      const left = blockBytes - (size % blockBytes);
      if (left < headerBytes) append(new Uint8Array(left));
      const room = blockBytes - (size % blockBytes) - headerBytes;
      const data = record.subarray(at, at + room);
      at += data.length;
      append(chunk(kindOf(first, at >= record.length), data));
    }
  }
  return Buffer.concat(parts);
}

const kindOf = (first: boolean, last: boolean): number => (first ? (last ? 1 : 2) : last ? 4 : 3);

function chunk(kind: number, data: Uint8Array): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16LE(data.length, 4);
  header.writeUInt8(kind, 6);
  header.writeUInt32LE(crc32(data, crc32(header.subarray(6))), 0);
  return Buffer.concat([header, data]);
}
