import { TidemarkError } from "../../../protocol/errors.ts";
import type { CallOptions } from "../../remote/remoteMlflow.ts";

/** Whether an import goes on without what was asked for: the server refused it, does not know it, or failed over it. */
export function goesOn(error: unknown): error is TidemarkError {
  if (!(error instanceof TidemarkError) || error.code === "cancelled" || error.code === "unauthenticated") return false;
  return error.code !== "unavailable" || error.data.status === 500;
}

/** Asks about files. A server that can't get at its own store of files says 500, however often it is asked. */
export async function askForFiles<T>(ask: (options: CallOptions) => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await ask({ signal, once: true });
  } catch (error) {
    const later = error instanceof TidemarkError && error.code === "unavailable" && !goesOn(error);
    if (!later) throw error;
    return await ask({ signal });
  }
}
