import type { Connection } from "./connection.ts";

/** How long a power cut may reach back, in milliseconds. */
const interval = 1000;

/**
 * Moves what was written into the store's file about every second, but only after something was written.
 * A checkpoint that fails is tried again with the next write; `onError` hears of it.
 */
export class Checkpoints {
  readonly #db: Connection;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Connection, onError: (error: unknown) => void) {
    this.#db = db;
    this.#onError = onError;
  }

  /** Something was committed. */
  written(): void {
    this.#timer ??= setTimeout(() => this.#run(), interval).unref();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #run(): void {
    this.#timer = undefined;
    try {
      this.#db.pragma("wal_checkpoint(PASSIVE)");
    } catch (error) {
      this.#onError(error);
    }
  }
}
