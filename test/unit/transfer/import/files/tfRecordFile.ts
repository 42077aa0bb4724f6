import { crc32c, masked } from "../../../../../src/transfer/import/files/crc32c.ts";

/** A TFRecord file with these records. */
export function tfRecordFile(records: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    records.flatMap((record) => {
      const header = Buffer.alloc(12);
      header.writeBigUInt64LE(BigInt(record.length));
      header.writeUInt32LE(masked(crc32c(header, 0, 8)), 8);
      const footer = Buffer.alloc(4);
      footer.writeUInt32LE(masked(crc32c(record)));
      return [header, record, footer];
    }),
  );
}
