import { availableParallelism, totalmem } from "node:os";
import { type DuckDBConnection, type DuckDBDataChunk, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import * as z from "zod";
import { TidemarkError } from "../../protocol/errors.ts";
import { dataError } from "./dataError.ts";

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
  /** Large results, in parts of about 2,000 rows, one at a time. */
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
      const result = await guarded(() => connection.stream(sql, values && [...values]));
      for (;;) {
        const chunk = await guarded(() => result.fetchChunk());
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk;
      }
    },
    [Symbol.dispose]() {
      signal?.removeEventListener("abort", interrupt);
      clearInterval(insisting);
      connection.closeSync();
    },
  };
}

const cancelled = (): TidemarkError => new TidemarkError("cancelled", "The query was cancelled.");
