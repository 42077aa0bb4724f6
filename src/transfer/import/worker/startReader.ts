import { Worker } from "node:worker_threads";
import { TidemarkError } from "../../../protocol/errors.ts";
import type { ImportCandidate, ImportPlace, ImportRequest } from "../../../protocol/import.ts";
import type { FromImportWorker, ImportBatch, ImportJob, ToImportWorker } from "./messages.ts";

/** A source that is read elsewhere. */
export interface SourceReader {
  /** Names the source for good. */
  readonly identity: string;
  /** How many runs there are; null when only reading tells. */
  readonly runs: number | null;
  /** Reads it, leaving out runs with these fingerprints. */
  batches(known: ReadonlyMap<string, string>): AsyncIterable<ImportBatch>;
}

/** Looks at and reads foreign records. */
export interface ForeignRecords {
  detect(from: ImportPlace, signal: AbortSignal): Promise<readonly ImportCandidate[]>;
  /** Hands an open source to `use`, and closes it however that ends. */
  read<T>(from: ImportRequest, signal: AbortSignal, use: (reader: SourceReader) => Promise<T>): Promise<T>;
}

/** In a thread of its own for each. @param workerFile `importWorker.ts`, or its bundle */
export const inWorkers = (workerFile: URL): ForeignRecords => ({
  async detect(from, signal) {
    await using worker = startWorker(workerFile, { kind: "detect", from }, signal);
    return (await worker.next("detected")).candidates;
  },
  async read(from, signal, use) {
    await using worker = startWorker(workerFile, { kind: "read", from }, signal);
    const { identity, runs } = await worker.next("opened");
    return await use({
      identity,
      runs,
      async *batches(known) {
        worker.tell({ kind: "begin", known });
        for (;;) {
          const message = await worker.next("batch", "end");
          if (message.kind === "end") return;
          yield message;
          worker.tell({ kind: "written" });
        }
      },
    });
  },
});

type Told<K extends FromImportWorker["kind"]> = Extract<FromImportWorker, { kind: K }>;

interface RunningWorker extends AsyncDisposable {
  tell(message: ToImportWorker): void;
  /** The next message, which has to be of one of these kinds. */
  next<K extends FromImportWorker["kind"]>(...kinds: readonly K[]): Promise<Told<K>>;
}

/** How long a worker may take to let go of what it reads before it is ended. */
const graceTime = 2000;

function startWorker(file: URL, job: ImportJob, signal: AbortSignal): RunningWorker {
  const worker = new Worker(file, { workerData: job });
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  const waiting: FromImportWorker[] = [];
  let failure: unknown;
  let wake = Promise.withResolvers<void>();
  const fail = (error: unknown): void => {
    failure ??= error;
    wake.resolve();
  };
  const abort = (): void => {
    worker.postMessage({ kind: "cancel" } satisfies ToImportWorker);
    fail(new TidemarkError("cancelled", "The import was cancelled."));
  };
  worker.on("message", (message: FromImportWorker) => {
    waiting.push(message);
    wake.resolve();
  });
  worker.on("error", (cause) => fail(new TidemarkError("internal", `Reading failed: ${cause}`, { cause })));
  worker.on("exit", () => fail(new TidemarkError("internal", "Reading ended unexpectedly.")));
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();

  return {
    tell: (message) => worker.postMessage(message),
    async next(...kinds) {
      for (;;) {
        const message = waiting.shift();
        if (message?.kind === "failed") {
          const { code, message: text, data } = message.error;
          throw new TidemarkError(code, text, { data });
        }
        if (message !== undefined) {
          if (isOneOf(message, kinds)) return message;
          throw new TidemarkError("internal", `The reader said ${message.kind} instead of ${kinds.join(" or ")}.`);
        }
        if (failure !== undefined) throw failure;
        await wake.promise;
        wake = Promise.withResolvers();
      }
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener("abort", abort);
      worker.postMessage({ kind: "cancel" } satisfies ToImportWorker);
      const timer = setTimeout(() => void worker.terminate(), graceTime);
      await exited;
      clearTimeout(timer);
    },
  };
}

const isOneOf = <K extends FromImportWorker["kind"]>(
  message: FromImportWorker,
  kinds: readonly K[],
): message is Told<K> => kinds.some((kind) => kind === message.kind);
