import { Worker } from "node:worker_threads";
import { TidemarkError } from "../protocol/errors.ts";
import type { Connection } from "./connection.ts";
import type { ReadReply, ReadRequest } from "./readMessages.ts";
import { type ReadName, type ReadParams, type ReadResult, runRead } from "./reads.ts";
import { storeError } from "./storeError.ts";

/** Runs long reads beside the engine's own work. */
export interface ReadPool extends AsyncDisposable {
  read<K extends ReadName>(name: K, params: ReadParams<K>): Promise<ReadResult<K>>;
  /** Rejects what is pending and waits until the workers are gone. */
  dispose(): Promise<void>;
}

export interface ReadPoolOptions {
  readonly storeFile: string;
  /** `readWorker.ts`, or its bundle. */
  readonly workerFile: string | URL;
  readonly size?: number;
}

interface Waiting {
  readonly request: ReadRequest;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Member {
  readonly worker: Worker;
  current: Waiting | undefined;
}

/** Starts workers when they are needed, each with a connection of its own; one that dies is replaced. */
export function createReadPool({ storeFile, workerFile, size = 2 }: ReadPoolOptions): ReadPool {
  const members = new Set<Member>();
  const waiting: Waiting[] = [];
  let lastId = 0;
  let closed = false;

  const next = (): void => {
    while (waiting.length > 0) {
      const free = [...members].find(({ current }) => current === undefined);
      const member = free ?? (members.size < size ? start() : undefined);
      const job = member && waiting.shift();
      if (member === undefined || job === undefined) return;
      member.current = job;
      member.worker.ref();
      member.worker.postMessage(job.request);
    }
  };

  const start = (): Member => {
    const member: Member = { worker: new Worker(workerFile, { workerData: storeFile }), current: undefined };
    members.add(member);
    member.worker.on("message", (reply: ReadReply) => {
      const job = member.current;
      member.current = undefined;
      // An idle worker must not keep the process alive.
      member.worker.unref();
      if ("error" in reply) {
        const { code, message, data } = reply.error;
        job?.reject(new TidemarkError(code, message, { data }));
      } else job?.resolve(reply.result);
      next();
    });
    const gone = (cause: unknown): void => {
      members.delete(member);
      member.current?.reject(storeError(cause));
      member.current = undefined;
      if (!closed) next();
    };
    member.worker.on("error", gone);
    member.worker.on("exit", () => gone(new TidemarkError("unavailable", "The reading worker has ended.")));
    return member;
  };

  const dispose = async (): Promise<void> => {
    closed = true;
    const error = new TidemarkError("unavailable", "The store is closed.");
    for (const job of waiting.splice(0)) job.reject(error);
    const all = [...members];
    for (const { current } of all) current?.reject(error);
    await Promise.all(all.map(({ worker }) => worker.terminate()));
  };

  return {
    read: <K extends ReadName>(name: K, params: ReadParams<K>) =>
      new Promise<ReadResult<K>>((resolve, reject) => {
        if (closed) {
          reject(new TidemarkError("unavailable", "The store is closed."));
          return;
        }
        lastId += 1;
        // The worker runs the function of this very name.
        const settle = resolve as (result: unknown) => void;
        waiting.push({ request: { id: lastId, name, params }, resolve: settle, reject });
        next();
      }),
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

/** The same reads without workers, one at a time on a given connection: for command lines and tests. */
export function directReads(db: Connection): ReadPool {
  return {
    read: async (name, params) => {
      try {
        return runRead(db, name, params);
      } catch (error) {
        throw storeError(error);
      }
    },
    dispose: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}
