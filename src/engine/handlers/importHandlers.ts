import type { Handlers } from "../../protocol/contract.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import type { ImportProgress } from "../../protocol/import.ts";
import { createImport } from "../../transfer/import/createImport.ts";
import { downloadFrom } from "../../transfer/import/server/downloadFrom.ts";
import { inWorkers } from "../../transfer/import/worker/startReader.ts";
import type { ImportTarget } from "../../transfer/import/writing/context.ts";
import { remoteAddress } from "../../transfer/remote/remoteAddress.ts";
import type { Wire } from "../wire.ts";

export type ImportHandlers = Pick<
  Handlers<EngineContract>,
  Extract<keyof EngineContract["requests"], `import/${string}`>
>;

/** Milliseconds between two words about one import, at least. */
const progressInterval = 200;

/** What the engine answers about taking over what other programs recorded. */
export function importHandlers(target: ImportTarget, workerFile: URL, wire: Wire): ImportHandlers {
  const records = inWorkers(workerFile);
  const imports = createImport({ target, records, download: downloadFrom });
  return {
    "import/detect": async (place, { signal }) => ({ candidates: [...(await records.detect(place, signal))] }),
    "import/start": async (request, { signal, report }) => {
      if (isAddress(request.place)) remoteAddress({ url: request.place }, wire.ownUrl());
      let latest: ImportProgress | undefined;
      // Also when nothing has changed: who asked knows that it goes on.
      const timer = setInterval(() => latest !== undefined && report(latest), progressInterval);
      try {
        return await imports.start(request, {
          signal,
          onProgress: (progress) => {
            latest = progress;
          },
        });
      } finally {
        clearInterval(timer);
      }
    },
  };
}

const isAddress = (place: string): boolean => /^https?:/i.test(place);
