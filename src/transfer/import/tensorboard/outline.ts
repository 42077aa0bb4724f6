import type { StampedFile } from "../files/stamps.ts";
import { tfRecords } from "../files/tfRecords.ts";
import { type Hparams, hparamsOf, hparamsPlugin } from "./hparams.ts";
import { decodeOutline } from "./messages.ts";

/** What has to be known of a run before its values are read. */
export interface Outline {
  readonly hparams: readonly Hparams[];
  /** Seconds since 1970 UTC; undefined when no event tells. */
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** Reads a run's files through once; damage is told by the second reading. */
export async function outlineOf(files: readonly StampedFile[], signal: AbortSignal): Promise<Outline> {
  const hparams: Hparams[] = [];
  let first: number | undefined;
  let last: number | undefined;
  for (const { path, size } of files) {
    for await (const { records } of tfRecords(path, size)) {
      signal.throwIfAborted();
      for (const record of records) {
        const event = attempt(() => decodeOutline(record));
        if (event === undefined) continue;
        if (event.wall_time > 0 && Number.isFinite(event.wall_time)) {
          first = Math.min(first ?? event.wall_time, event.wall_time);
          last = Math.max(last ?? event.wall_time, event.wall_time);
        }
        for (const { metadata } of event.summary?.value ?? []) {
          const plugin = metadata?.plugin_data;
          if (plugin?.plugin_name !== hparamsPlugin) continue;
          const said = attempt(() => hparamsOf(plugin.content));
          if (said !== undefined) hparams.push(said);
        }
      }
    }
  }
  return { hparams, first, last };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined; // The checksum holds, so another program wrote it thus: the second reading counts it.
  }
}
