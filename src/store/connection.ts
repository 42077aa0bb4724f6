import Database from "better-sqlite3";

/** A connection to the store's file. */
export type Connection = Database.Database;

/** How long a statement waits for another program's lock. */
const busyTimeout = 5000;

/** Marks a SQLite file as a Tidemark store: "Tide". */
export const applicationId = 0x54696465;

/** Opens the file for the one process that writes it. */
export function openForWriting(file: string): Connection {
  const db = new Database(file, { timeout: busyTimeout });
  return configured(db, () => {
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = NORMAL");
    db.pragma("foreign_keys = ON");
    db.pragma("cache_size = -65536");
    db.pragma("temp_store = MEMORY");
  });
}

/** Opens the file beside the writer, for reading alone. */
export function openForReading(file: string): Connection {
  const db = new Database(file, { timeout: busyTimeout, readonly: true, fileMustExist: true });
  return configured(db, () => {
    db.pragma("cache_size = -65536");
    db.pragma("temp_store = MEMORY");
    db.pragma("mmap_size = 268435456");
  });
}

function configured(db: Connection, configure: () => void): Connection {
  try {
    configure();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
