import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import { TidemarkError } from "../protocol/errors.ts";
import { Checkpoints } from "./checkpoints.ts";
import { type Connection, openForReading, openForWriting } from "./connection.ts";
import { findDamage, suspectDamage } from "./damage.ts";
import { checkReadable, migrate } from "./migrate.ts";
import { type SalvageReport, salvage } from "./salvage.ts";
import { isDamage, storeError } from "./storeError.ts";
import { openTables, type Tables } from "./tables.ts";
import { WriteQueue } from "./writeQueue.ts";

export interface StoreOptions {
  /** Open it beside its writer; writes are refused. */
  readonly readonly?: boolean;
  /** Hears of trouble that no caller waits for; without it, it is thrown as uncaught. */
  readonly onError?: (error: unknown) => void;
}

/** The workspace's database: its one connection for writing, and what owns it. */
export interface Store extends Disposable {
  readonly file: string;
  /** For reading what takes no time; long reads go through the read pool. */
  readonly tables: Tables;
  readonly connection: Connection;
  /** What could be saved, when the file was found damaged just now. */
  readonly salvaged: SalvageReport | null;
  /** Runs `work` in the next group of writes and resolves once that is committed. */
  write<T>(work: (tables: Tables) => T): Promise<T>;
  /** Writes what waits and closes the file. */
  dispose(): void;
}

/**
 * Opens or makes a store and brings it up to date. A damaged one is kept aside and what can be read of it is saved.
 * @throws TidemarkError `storeTooNew`, `storeDamaged`, `readOnly`, `diskFull` or `unavailable`
 * @example const store = openStore("/home/me/project/.tidemark/store.db");
 */
export function openStore(file: string, options: StoreOptions = {}): Store {
  try {
    return options.readonly ? openReadonly(file) : openWritable(file, options.onError ?? throwUncaught);
  } catch (error) {
    throw storeError(error);
  }
}

function openWritable(file: string, onError: (error: unknown) => void): Store {
  checkWritable(file);
  const damage = findDamage(file);
  const salvaged = damage === undefined ? null : salvage(file, damage, new Date());
  const db = openForWriting(file);
  try {
    migrate(db, file);
    const tables = openTables(db);
    const checkpoints = new Checkpoints(db, onError);
    const queue = new WriteQueue(db, {
      written: () => checkpoints.written(),
      failed: (error) => {
        if (isDamage(error)) suspectDamage(file);
      },
    });
    const dispose = (): void => {
      queue.close();
      checkpoints.dispose();
      db.close();
    };
    return {
      file,
      tables,
      connection: db,
      salvaged,
      write: (work) => queue.write(() => work(tables)),
      dispose,
      [Symbol.dispose]: dispose,
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

function openReadonly(file: string): Store {
  const db = openForReading(file);
  try {
    checkReadable(db);
    const dispose = (): void => {
      db.close();
    };
    return {
      file,
      tables: openTables(db),
      connection: db,
      salvaged: null,
      write: () => Promise.reject(new TidemarkError("readOnly", "The store was opened for reading.")),
      dispose,
      [Symbol.dispose]: dispose,
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLite would open a write-protected file for reading and fail much later. */
function checkWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.W_OK);
  } catch (cause) {
    throw new TidemarkError("readOnly", `Tidemark cannot write to ${dirname(file)}.`, { cause });
  }
}

function throwUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
