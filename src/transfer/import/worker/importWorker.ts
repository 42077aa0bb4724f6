import { parentPort, workerData } from "node:worker_threads";
import { TidemarkError } from "../../../protocol/errors.ts";
import { detect } from "../detect.ts";
import { openSource } from "../sources.ts";
import { batches } from "./batches.ts";
import type { FromImportWorker, ImportJob, ToImportWorker } from "./messages.ts";

/** Reads foreign records beside the engine's own work; at most one batch waits to be written while the next is read. */
const job: ImportJob = workerData;
const abort = new AbortController();
const begun = Promise.withResolvers<ReadonlyMap<string, string>>();
let written = Promise.withResolvers<void>();

parentPort?.on("message", (message: ToImportWorker) => {
  if (message.kind === "begin") begun.resolve(message.known);
  else if (message.kind === "written") written.resolve();
  else {
    abort.abort();
    written.resolve();
  }
});

const tell = (message: FromImportWorker): void => parentPort?.postMessage(message);

async function read(from: Extract<ImportJob, { kind: "read" }>["from"]): Promise<void> {
  const source = await openSource(from);
  tell({ kind: "opened", identity: source.identity, runs: await source.count() });
  const known = await begun.promise;
  written.resolve();
  for await (const batch of batches(source, known, abort.signal)) {
    await written.promise;
    abort.signal.throwIfAborted();
    written = Promise.withResolvers();
    tell({ kind: "batch", ...batch });
  }
  await written.promise;
  tell({ kind: "end" });
}

try {
  if (job.kind === "detect") tell({ kind: "detected", candidates: await detect(job.from, abort.signal) });
  else await read(job.from);
} catch (thrown) {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const error = thrown instanceof TidemarkError ? thrown : new TidemarkError("internal", message);
  tell({ kind: "failed", error: { code: error.code, message: error.message, data: error.data } });
}
parentPort?.close();
