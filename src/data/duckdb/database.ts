import { availableParallelism, totalmem } from "node:os";
import { type DuckDBConnection, type DuckDBDataChunk, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import * as z from "zod";
import { TidemarkError } from "../../protocol/errors.ts";
import { dataError } from "./dataError.ts";
import { takeEnd, withEnd } from "./streamEnd.ts";

/** A DuckDB in memory, for reading files. Everything but results stays within its bounds. */
export interface Database extends AsyncDisposable {
  /** A connection for one piece of work: its query ends when `signal` aborts. The caller disposes it. */
  session(signal?: AbortSignal): Promise<Session>;
}

/** What one piece of work asks a database. Rejects with `cancelled` once its signal has aborted. */
export interface Session extends Disposable {
  run(sql: string, values?: readonly DuckDBValue[]): Promise<void>;
  /** All rows, each checked: for results that are small. Whole numbers of 64 bits and more come as `bigint`. */
  rows<T>(row: z.ZodType<T>, sql: string, values?: readonly DuckDBValue[]): Promise<T[]>;
  /** The only row. */
  row<T>(row: z.ZodType<T>, sql: string, values?: readonly DuckDBValue[]): Promise<T>;
  /** All rows as lists of values, for results whose columns are known only when it runs. */
  table(sql: string): Promise<readonly (readonly DuckDBValue[])[]>;
  /**
   * Large results of a query with columns of different names, in parts of about 2,000 rows: each is fetched while the one before it
   * is worked on. A query that fails on its way rejects.
   */
  chunks(sql: string, values?: readonly DuckDBValue[]): AsyncIterable<DuckDBDataChunk>;
  /** What ends the work; undefined when nothing does. */
  readonly signal: AbortSignal | undefined;
  /** What is not offered here, such as appenders. */
  readonly connection: DuckDBConnection;
}

export interface DatabaseBounds {
  /** Where results that don't fit in memory go meanwhile. */
  readonly temporaryFolder: string;
  /** Bytes; a quarter of the machine's, between 256 MiB and 1 GiB, when left out. */
  readonly memory?: number;
  readonly threads?: number;
}

const mebibyte = 2 ** 20;
const usualMemory = (): number => Math.min(1024 * mebibyte, Math.max(256 * mebibyte, totalmem() / 4));

/** @example await using database = await openDatabase({ temporaryFolder }); */
export async function openDatabase({ temporaryFolder, memory, threads }: DatabaseBounds): Promise<Database> {
  // All of these hold only when they are set at creation.
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${Math.floor((memory ?? usualMemory()) / mebibyte)}MiB`,
    threads: String(threads ?? availableParallelism()),
    temp_directory: temporaryFolder,
    // Nothing is fetched unasked; what the user has installed is loaded.
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "true",
  });
  return {
    async session(signal) {
      const connection = await instance.connect();
      return openSession(connection, signal);
    },
    async [Symbol.asyncDispose]() {
      instance.closeSync();
    },
  };
}

/** How often a query that does not notice its interruption is interrupted again, in milliseconds. */
const interruptInterval = 20;

function openSession(connection: DuckDBConnection, signal: AbortSignal | undefined): Session {
  let insisting: NodeJS.Timeout | undefined;
  // Between two queries an interruption has nothing to end.
  const interrupt = (): void => {
    connection.interrupt();
    insisting ??= setInterval(() => connection.interrupt(), interruptInterval);
  };
  signal?.addEventListener("abort", interrupt, { once: true });
  if (signal?.aborted) interrupt();
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (signal?.aborted) throw cancelled();
    try {
      return await work();
    } catch (error) {
      throw signal?.aborted ? cancelled() : dataError(error);
    }
  };
  const rows = <T>(row: z.ZodType<T>, sql: string, values?: readonly DuckDBValue[]): Promise<T[]> =>
    guarded(async () => {
      const reader = await connection.runAndReadAll(sql, values && [...values]);
      return z.array(row).parse(reader.getRowObjectsJS());
    });
  return {
    connection,
    signal,
    run: (sql, values) => guarded(async () => void (await connection.run(sql, values && [...values]))),
    rows,
    table: (sql) => guarded(async () => (await connection.runAndReadAll(sql)).getRows()),
    async row(row, sql, values) {
      const [first, ...others] = await rows(row, sql, values);
      if (first === undefined || others.length > 0) {
        throw new TidemarkError("internal", `One row was expected, not ${others.length + (first ? 1 : 0)}: ${sql}`);
      }
      return first;
    },
    async *chunks(sql, values) {
      const bound = values && [...values];
      const result = await guarded(() => connection.stream(withEnd(sql), bound));
      const fetched = (): Promise<DuckDBDataChunk | null> => {
        const next = guarded(() => result.fetchChunk());
        // Its failure is told when its turn comes.
        next.catch(() => undefined);
        return next;
      };
      let next = fetched();
      try {
        for (;;) {
          const chunk = await next;
          if (chunk === null || chunk.rowCount === 0) break;
          const isLast = takeEnd(chunk);
          if (!isLast) next = fetched();
          if (chunk.rowCount > 0) yield chunk;
          if (isLast) return;
        }
      } finally {
        await next.catch(() => undefined);
      }
      // Asked for its failure: it runs once more, and its rows are not kept.
      await guarded(() => connection.run(`EXPLAIN ANALYZE ${sql}`, bound));
      throw new TidemarkError("unavailable", "The rows could not be read to their end.");
    },
    [Symbol.dispose]() {
      signal?.removeEventListener("abort", interrupt);
      clearInterval(insisting);
      connection.closeSync();
    },
  };
}

const cancelled = (): TidemarkError => new TidemarkError("cancelled", "The query was cancelled.");
