import { text } from "node:stream/consumers";
import { TidemarkError } from "../../protocol/errors.ts";
import type { Tracking } from "../../tracking/tracking.ts";
import { readSpanFile } from "./spanFile.ts";

/** A larger file stays an artifact and no more: it would have to be in memory several times. */
const largest = 32 * 1024 * 1024;

/**
 * Takes over the spans of a trace that a client has uploaded as its artifact. The artifact is what the client asked
 * to be kept, so a file that cannot be read, or that belongs to no known trace, is no failure of the upload.
 */
export async function adoptUploadedSpans({ artifacts, traces }: Tracking, path: string): Promise<void> {
  const traceId = /(?:^|\/)traces\/([^/]+)\/artifacts\/traces\.json$/.exec(path)?.[1];
  if (traceId === undefined) return;
  try {
    const { stream, size } = await artifacts.open(path);
    if (size > largest) {
      stream.destroy();
      return;
    }
    await traces.adoptSpans(traceId, readSpanFile(await text(stream), traceId));
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
  }
}
