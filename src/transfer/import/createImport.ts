import { TidemarkError } from "../../protocol/errors.ts";
import type { ImportProgress, ImportRequest, ImportSummary } from "../../protocol/import.ts";
import type { ForeignRecords } from "./worker/startReader.ts";
import type { ImportContext, ImportTarget } from "./writing/context.ts";
import { importWriter } from "./writing/importWriter.ts";
import { openImportLedger } from "./writing/ledger.ts";
import { createImportReport } from "./writing/report.ts";

export interface ImportOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}

/** Takes over what other programs recorded. */
export interface Import {
  /**
   * Resolves when all of it is written. When it was cancelled, or ended by an error, what is written by then stays,
   * and another import goes on there.
   */
  start(request: ImportRequest, options: ImportOptions): Promise<ImportSummary>;
}

export interface ImportDependencies {
  readonly target: ImportTarget;
  readonly records: ForeignRecords;
  /** Opens a file of a server that is imported from. */
  readonly download: (request: ImportRequest, signal: AbortSignal) => ImportContext["download"];
}

/** One import at a time: another one's end is waited for when it was cancelled, and is asked for otherwise. */
export function createImport({ target, records, download }: ImportDependencies): Import {
  let current: { readonly signal: AbortSignal; readonly ended: Promise<void> } | undefined;

  const run = (request: ImportRequest, { signal, onProgress }: ImportOptions): Promise<ImportSummary> =>
    records.read(request, signal, async (reader) => {
      const ledger = await openImportLedger(target.store, reader.identity);
      const report = createImportReport();
      const { written } = report;
      const { experiment } = request;
      const context: ImportContext = {
        ...target,
        identity: reader.identity,
        ledger,
        report,
        signal,
        download: download(request, signal),
        ...(experiment === undefined ? {} : { experiment }),
      };
      const writer = importWriter(context);
      const tell = (): void => {
        const runsDone = written.runsNew + written.runsUpdated + written.runsUnchanged;
        onProgress({ runsDone, runs: reader.runs, written: { ...written } });
      };
      tell();
      for await (const { items, unchanged } of reader.batches(ledger.complete())) {
        for (const item of items) {
          if (signal.aborted) throw cancelled();
          await writer.write(item);
          tell();
        }
        written.runsUnchanged += unchanged;
        tell();
      }
      await writer.finish();
      return report.summary();
    });

  return {
    async start(request, options) {
      while (current?.signal.aborted === true) await current.ended;
      if (current !== undefined) {
        throw new TidemarkError("conflict", "Another import is under way: wait for it, or cancel it.");
      }
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      current = { signal: options.signal, ended };
      try {
        return await run(request, options);
      } finally {
        current = undefined;
        resolve();
      }
    },
  };
}

const cancelled = () => new TidemarkError("cancelled", "The import was cancelled.");
