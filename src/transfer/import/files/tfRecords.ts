import { crc32c, masked } from "./crc32c.ts";
import { FileWindow } from "./fileWindow.ts";
import { uint32, uint64 } from "./littleEndian.ts";
import { largestRecord, type RecordBlock, readErrorsAsDamage } from "./recordBlock.ts";

const headerBytes = 12;
const footerBytes = 4;

/**
 * The records of a TFRecord file, as https://www.tensorflow.org/tutorials/load_data/tfrecord describes it:
 * length (uint64), masked CRC-32C of the length, data, masked CRC-32C of the data, all little-endian.
 * A last record that is cut off is still being written and simply not there yet. Damage ends the file:
 * where the next record begins is known from this one only.
 */
export const tfRecords = (path: string, size: number): AsyncGenerator<RecordBlock> =>
  readErrorsAsDamage(recordsOf(path, size));

async function* recordsOf(path: string, size: number): AsyncGenerator<RecordBlock> {
  await using file = await FileWindow.open(path, size);
  let records: Uint8Array[] = [];
  for (;;) {
    const position = file.position;
    if (file.available < headerBytes) {
      if (records.length > 0) yield { records };
      records = [];
      if (!(await file.fill(headerBytes))) return;
    }
    const header = file.peek(headerBytes);
    if (uint32(header, 8) !== masked(crc32c(header, 0, 8))) {
      yield { records, damage: `damaged at byte ${position}: the checksum of a record's length is wrong` };
      return;
    }
    const length = uint64(header, 0);
    const whole = headerBytes + length + footerBytes;
    if (whole > file.left) {
      if (records.length > 0) yield { records };
      return;
    }
    if (length > largestRecord) {
      yield { records, damage: `the record at byte ${position} has ${length} bytes, more than can be read` };
      return;
    }
    if (file.available < whole) {
      if (records.length > 0) yield { records };
      records = [];
      if (!(await file.fill(whole))) return;
    }
    const record = file.take(whole);
    const end = headerBytes + length;
    if (uint32(record, end) !== masked(crc32c(record, headerBytes, end))) {
      yield { records, damage: `damaged at byte ${position}: the checksum of a record is wrong` };
      return;
    }
    records.push(record.subarray(headerBytes, end));
  }
}
