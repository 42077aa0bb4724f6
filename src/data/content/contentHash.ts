import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** Hashes files; one that has not changed since is not read again. */
export interface ContentHasher {
  /**
   * What tells one content from another: of one file the SHA-256 of its bytes as stored, of several the SHA-256 of their
   * hashes in hexadecimal, each on a line, in the order given. Names don't count.
   */
  hash(files: readonly string[], signal?: AbortSignal): Promise<string>;
}

interface Known {
  readonly size: number;
  readonly modified: number;
  readonly hash: string;
}

const most = 10_000;

export function createContentHasher(): ContentHasher {
  const known = new Map<string, Known>();
  const ofFile = async (file: string, signal: AbortSignal | undefined): Promise<string> => {
    const { size, mtimeMs: modified } = await stat(file);
    const before = known.get(file);
    if (before?.size === size && before.modified === modified) return before.hash;
    const hash = createHash("sha256");
    await pipeline(createReadStream(file), hash, { ...(signal === undefined ? {} : { signal }) });
    const digest = hash.digest("hex");
    const after = await stat(file);
    // What changed while it was read is not remembered: the next look reads it again.
    if (after.size === size && after.mtimeMs === modified) known.set(file, { size, modified, hash: digest });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return digest;
  };
  return {
    async hash(files, signal) {
      const hashes: string[] = [];
      for (const file of files) hashes.push(await ofFile(file, signal));
      const [only] = hashes;
      if (only !== undefined && hashes.length === 1) return only;
      return createHash("sha256")
        .update(hashes.map((hash) => `${hash}\n`).join(""))
        .digest("hex");
    },
  };
}
