import { setTimeout as delay } from "node:timers/promises";
import { TidemarkError } from "../../protocol/errors.ts";

/** Waits before looking again after a request whose answer was lost, in milliseconds. */
const waits: readonly number[] = [1000, 2000, 5000, 10_000, 20_000];

/**
 * Makes something on a server that would make a second one if it were asked twice. It is looked for before every attempt:
 * an earlier push may have been ended, or an answer lost, after the server had made it.
 */
export async function createSeeing<T>(
  find: () => Promise<T | undefined>,
  create: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const found = await find();
    if (found !== undefined) return found;
    try {
      return await create();
    } catch (error) {
      const wait = waits[attempt];
      // Somebody else may have made it since: looking for it says so.
      const again =
        error instanceof TidemarkError &&
        (error.code === "unavailable" || error.data.errorCode === "RESOURCE_ALREADY_EXISTS");
      if (!again || wait === undefined) throw error;
      await delay(wait, undefined, { signal });
    }
  }
}
