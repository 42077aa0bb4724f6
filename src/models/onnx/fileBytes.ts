import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { TidemarkError } from "../../protocol/errors.ts";

/** Part of a file: `end` is the first byte behind it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A file that is read in small parts, at any place. */
export interface FileBytes extends Disposable {
  readonly size: number;
  /** @throws RangeError when the file is shorter */
  read(offset: number, length: number): Buffer;
}

/** Larger than most messages of a model, and small beside its weights, which are stepped over. */
const windowSize = 256 * 1024;

/** @throws TidemarkError `invalidParameter` when the path is no regular file */
export function openBytes(path: string): FileBytes {
  // A pipe must not be waited for.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) {
    closeSync(descriptor);
    throw new TidemarkError("invalidParameter", `${path} is not a file.`);
  }
  let held: Buffer = Buffer.alloc(0);
  let heldFrom = 0;
  const fill = (offset: number, length: number): Buffer => {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const count = readSync(descriptor, buffer, filled, length - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return buffer.subarray(0, filled);
  };
  return {
    size: stat.size,
    read(offset, length) {
      if (offset < heldFrom || offset + length > heldFrom + held.length) {
        held = fill(offset, Math.max(length, Math.min(windowSize, stat.size - offset)));
        heldFrom = offset;
      }
      if (held.length < offset - heldFrom + length)
        throw new RangeError(`The file ends before byte ${offset + length}.`);
      return held.subarray(offset - heldFrom, offset - heldFrom + length);
    },
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}
