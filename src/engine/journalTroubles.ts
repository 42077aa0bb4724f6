import type { JournalEvent } from "../protocol/ingestRequests.ts";
import type { Problems } from "./problems.ts";

/** The data process tries by itself while it runs; it goes when it is not asked, so that it is asked. In milliseconds. */
const retryTime = 60_000;

/** What keeps rows that were acknowledged from their files: told to the user, and tried again, until nothing does. */
export interface JournalTroubles extends Disposable {
  observe(event: JournalEvent): void;
}

/** @param retry puts journals into their files */
export function journalTroubles(problems: Problems, retry: () => Promise<unknown>): JournalTroubles {
  const troubles = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  const retryLater = (): void => {
    if (ended || timer !== undefined || troubles.size === 0) return;
    timer = setTimeout(() => {
      // How it went is told by an event.
      retry()
        .catch(() => undefined)
        .finally(() => {
          timer = undefined;
          retryLater();
        });
    }, retryTime);
    timer.unref();
  };
  return {
    observe({ dataset, trouble }) {
      if (trouble === null) troubles.delete(dataset);
      else troubles.set(dataset, trouble);
      if (troubles.size === 0) problems.solve("rowsWait");
      else problems.raise("rowsWait", [...troubles.values()].join(" "));
      retryLater();
    },
    [Symbol.dispose]() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
