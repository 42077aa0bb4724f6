import { crc32 } from "node:zlib";
import { FileWindow } from "./fileWindow.ts";
import { uint16, uint32 } from "./littleEndian.ts";
import { largestRecord, type RecordBlock, readErrorsAsDamage } from "./recordBlock.ts";

const blockBytes = 32 * 1024;
const headerBytes = 7;

/** How much of a record a chunk holds. */
const chunkKinds = { full: 1, first: 2, middle: 3, last: 4 } as const;

/**
 * The records of a log in LevelDB's format, https://github.com/google/leveldb/blob/main/doc/log_format.md:
 * blocks of 32 KiB, in them chunks of checksum (uint32), length (uint16), kind (uint8) and data.
 * W&B's files differ in two points: seven bytes stand at the start of the first block, and the checksum is the
 * usual CRC-32, not masked. Behind damage, reading goes on with the next block; a record that is cut off by the
 * file's end is still being written and simply not there yet.
 */
export const levelDbLog = (path: string, size: number, prelude: number): AsyncGenerator<RecordBlock> =>
  readErrorsAsDamage(blocksOf(path, size, prelude));

async function* blocksOf(path: string, size: number, prelude: number): AsyncGenerator<RecordBlock> {
  await using file = await FileWindow.open(path, size);
  const assembly = new RecordAssembly();
  if (!(await file.fill(prelude))) return;
  file.take(prelude);
  while (file.left > 0) {
    const start = file.position;
    const length = Math.min(blockBytes - (start % blockBytes), file.left);
    if (!(await file.fill(length))) return;
    yield recordsOf(file.take(length), start, assembly);
  }
}

/** @param start where in the file the block, or what is left of it, begins */
function recordsOf(block: Uint8Array, start: number, assembly: RecordAssembly): RecordBlock {
  const records: Uint8Array[] = [];
  const cutOff = (start + block.length) % blockBytes !== 0;
  let damage: string | undefined;
  for (let at = 0; block.length - at >= headerBytes; ) {
    const checksum = uint32(block, at);
    const length = uint16(block, at + 4);
    const kind = block[at + 6] ?? 0;
    const end = at + headerBytes + length;
    if (checksum === 0 && length === 0 && kind === 0) break; // Space that was reserved and not written.
    if (end > block.length && cutOff) break;
    if (end > block.length || crc32(block.subarray(at + 6, end)) !== checksum) {
      assembly.drop();
      damage ??= `damaged at byte ${start + at}: what follows is left out up to the next block of the file`;
      break;
    }
    const { record, incomplete } = assembly.add(kind, block.subarray(at + headerBytes, end));
    if (incomplete) damage ??= `a record before byte ${start + at} is not whole`;
    if (record !== undefined) records.push(record);
    at = end;
  }
  return { records, ...(damage === undefined ? {} : { damage }) };
}

interface Added {
  readonly record?: Uint8Array;
  /** Another record began before the last one's end, or one has no beginning. */
  readonly incomplete: boolean;
}

/** Puts the chunks of a record together. */
class RecordAssembly {
  #parts: Uint8Array[] | undefined;
  #bytes = 0;
  /** The rest of a record whose beginning is damaged: that was told already. */
  #dropping = false;

  drop(): void {
    this.#parts = undefined;
    this.#dropping = true;
  }

  add(kind: number, data: Uint8Array): Added {
    const begins = kind === chunkKinds.full || kind === chunkKinds.first;
    const incomplete = !this.#dropping && begins === (this.#parts !== undefined);
    if (begins) {
      this.#dropping = false;
      this.#parts = kind === chunkKinds.first ? [data] : undefined;
      this.#bytes = data.length;
      return kind === chunkKinds.full ? { record: data, incomplete } : { incomplete };
    }
    if (this.#parts === undefined) {
      this.#dropping = true;
      return { incomplete };
    }
    this.#parts.push(data);
    this.#bytes += data.length;
    if (this.#bytes > largestRecord) {
      this.drop();
      return { incomplete: true };
    }
    if (kind !== chunkKinds.last) return { incomplete };
    const record = Buffer.concat(this.#parts);
    this.#parts = undefined;
    return { record, incomplete };
  }
}
