import { TidemarkError } from "../protocol/errors.ts";
import type { Connection } from "./connection.ts";
import { storeError } from "./storeError.ts";

interface Pending {
  /** Runs the work inside its savepoint; what it returns is handed over by `commit` once the group is committed. */
  run(): void;
  commit(): void;
  fail(error: unknown): void;
}

/** Hears how groups went. */
export interface WriteListener {
  /** Something was committed. */
  written(): void;
  /** A request failed, for its own or another reason. */
  failed(error: unknown): void;
}

const transactionStatements = (db: Connection) => ({
  begin: db.prepare<[]>("BEGIN IMMEDIATE"),
  savepoint: db.prepare<[]>("SAVEPOINT request"),
  release: db.prepare<[]>("RELEASE request"),
  commit: db.prepare<[]>("COMMIT"),
});

/** After this many milliseconds a group is committed and the rest forms the next one. */
const longestGroup = 50;

/**
 * Everything that is asked in the same moment is written in one transaction, each request in a savepoint of its own:
 * one that fails takes back its own changes and no others.
 */
export class WriteQueue {
  readonly #db: Connection;
  readonly #listener: WriteListener;
  readonly #statements: ReturnType<typeof transactionStatements>;
  #waiting: Pending[] = [];
  #scheduled: NodeJS.Immediate | undefined;
  #closed = false;

  constructor(db: Connection, listener: WriteListener) {
    this.#db = db;
    this.#listener = listener;
    this.#statements = transactionStatements(db);
  }

  /** Resolves with what `work` returns once that is committed; `work` must not wait for anything. */
  write<T>(work: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(new TidemarkError("unavailable", "The store is closed."));
    return new Promise((resolve, reject) => {
      let result: { readonly value: T } | undefined;
      this.#waiting.push({
        run: () => {
          result = { value: work() };
        },
        commit: () => {
          if (result !== undefined) resolve(result.value);
        },
        fail: reject,
      });
      this.#scheduled ??= setImmediate(() => this.#drain());
    });
  }

  /** Writes what waits, then takes no more. */
  close(): void {
    this.#closed = true;
    while (this.#waiting.length > 0) this.#drain();
    clearImmediate(this.#scheduled);
  }

  #drain(): void {
    this.#scheduled = undefined;
    const until = performance.now() + longestGroup;
    const done: Pending[] = [];
    const failed: { readonly request: Pending; readonly error: unknown }[] = [];
    try {
      this.#statements.begin.run();
      for (let request = this.#waiting.shift(); request !== undefined; request = this.#waiting.shift()) {
        done.push(request);
        const error = this.#attempt(request);
        if (error !== undefined) {
          done.pop();
          failed.push({ request, error: error.cause });
        }
        // SQLite itself takes back the whole group when the disk is full or the file damaged.
        if (!this.#db.inTransaction) throw error?.cause ?? new TidemarkError("internal", "The transaction was lost.");
        if (performance.now() > until) break;
      }
      this.#statements.commit.run();
    } catch (error) {
      if (this.#db.inTransaction) this.#db.exec("ROLLBACK");
      if (done.length === 0 && failed.length === 0) failed.push(...this.#unstarted(error));
      for (const request of done.splice(0)) failed.push({ request, error });
    }
    if (this.#waiting.length > 0) this.#scheduled ??= setImmediate(() => this.#drain());
    if (done.length > 0) this.#listener.written();
    for (const request of done) request.commit();
    for (const { request, error } of failed) {
      this.#listener.failed(error);
      request.fail(storeError(error));
    }
  }

  /** Nothing could even begin: the next request answers for it, so that the queue moves on. */
  #unstarted(error: unknown): { readonly request: Pending; readonly error: unknown }[] {
    return this.#waiting.splice(0).map((request) => ({ request, error }));
  }

  #attempt(request: Pending): { readonly cause: unknown } | undefined {
    this.#statements.savepoint.run();
    try {
      request.run();
      this.#statements.release.run();
      return undefined;
    } catch (cause) {
      if (this.#db.inTransaction) this.#db.exec("ROLLBACK TO request; RELEASE request");
      return { cause };
    }
  }
}
