import { createReadStream } from "node:fs";
import { pipeline, type Transform } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { TidemarkError } from "../../protocol/errors.ts";

export type Compression = "gzip" | "zstd";

/** How a file is compressed, as its name says. */
export function compressionOf(file: string): Compression | undefined {
  if (/\.gz$/i.test(file)) return "gzip";
  return /\.zst$/i.test(file) ? "zstd" : undefined;
}

const usualChunk = 1024 * 1024;

/**
 * What a file holds from a byte on, decompressed as its name says, in chunks of a megabyte or less.
 * @throws TidemarkError `cancelled` once the signal has aborted; `invalidParameter` with `data.damaged` when the compressed data
 * ends early or is damaged; errors of the file system
 */
export async function* bytesOf(
  file: string,
  signal?: AbortSignal,
  chunkSize = usualChunk,
  start = 0,
): AsyncGenerator<Uint8Array, void, undefined> {
  const compression = compressionOf(file);
  const source = createReadStream(file, { highWaterMark: chunkSize, start });
  let failure: NodeJS.ErrnoException | undefined;
  const stream =
    compression === undefined
      ? source
      : pipeline(source, decompressor(compression, chunkSize), (error) => {
          failure ??= error ?? undefined;
        });
  try {
    for await (const chunk of stream) {
      if (signal?.aborted) throw cancelled();
      if (chunk instanceof Uint8Array) yield chunk;
    }
  } catch (error) {
    if (error instanceof TidemarkError || compression === undefined) throw error;
    const cause = failure ?? error;
    if (!(cause instanceof Error) || !("code" in cause) || !isDamage(cause.code)) throw cause;
    const message = `${file} ends early or is damaged: its ${compression} data can't be unpacked to the end.`;
    throw new TidemarkError("invalidParameter", message, { cause, data: { damaged: file } });
  } finally {
    source.destroy();
  }
  if (signal?.aborted) throw cancelled();
}

const decompressor = (compression: Compression, chunkSize: number): Transform =>
  compression === "gzip" ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize });

const isDamage = (code: unknown): boolean => typeof code === "string" && /^(Z_|ZSTD_|ERR_ZLIB)/.test(code);

const cancelled = (): TidemarkError => new TidemarkError("cancelled", "Reading the file was cancelled.");
