import * as z from "zod";

const count = z.number().int().min(0);

/** Why a row was not taken. */
export const RowReason = z.object({
  /** Null where it is about the whole row. */
  column: z.string().nullable(),
  /** The check's identity, `clicks/columns/age/max`; null for what no check asks for, such as that a value can be kept. */
  check: z.string().nullable(),
  message: z.string(),
});
export type RowReason = z.infer<typeof RowReason>;

/** How many reasons an answer holds at most. */
export const mostReasons = 20;

/** What became of the rows of one request; all of it is on the disk. */
export const RowsAnswer = z.object({
  accepted: count,
  quarantined: count,
  /** The first ones, in the order of the rows; the index counts from 0. */
  reasons: z.array(RowReason.extend({ index: count })).max(mostReasons),
  /** Where accepted rows go, from the workspace's folder. */
  folder: z.string(),
});
export type RowsAnswer = z.infer<typeof RowsAnswer>;

/** A row that was not taken. */
export const QuarantinedRow = z.object({
  id: z.string(),
  /** When it came, in Unix milliseconds. */
  at: z.number(),
  /** The row as JSON. */
  row: z.string(),
  reasons: z.array(RowReason),
});
export type QuarantinedRow = z.infer<typeof QuarantinedRow>;

const rows = z.object({ dataset: z.string(), ids: z.array(z.string()).min(1).max(10_000) });

/** What is asked about rows that come one by one. The data process keeps them. */
export const ingestRequests = {
  /** Checks rows and keeps them: when it is answered, they are on the disk. */
  "ingest/append": {
    params: z.object({
      dataset: z.string(),
      body: z.string(),
      format: z.enum(["json", "jsonl"]),
      /** The same key is answered the same again, and its rows are kept once. */
      key: z.string().max(255).nullable(),
    }),
    result: RowsAnswer,
  },
  /** Puts what was acknowledged into its files, if that has not been done. */
  "ingest/settle": { params: z.object({}), result: z.object({}) },
  /** The rows that were not taken, the oldest first; or those that were discarded and can come back, the latest first. */
  "quarantine/list": {
    params: z.object({
      dataset: z.string(),
      of: z.enum(["waiting", "discarded"]).default("waiting"),
      /** The beginning of a row's id; empty for all rows. */
      id: z.string().default(""),
      /** A part of the row or of a reason, in any case; empty for all rows. */
      search: z.string().default(""),
      offset: count.default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    result: z.object({
      /** How many rows the search finds. */
      total: count,
      rows: z.array(QuarantinedRow),
      /** How many rows there are, whatever the search. */
      waiting: count,
      discarded: count,
    }),
  },
  /** Data sets with rows in quarantine, or with discarded ones that can come back. */
  "quarantine/datasets": {
    params: z.object({}),
    result: z.object({ datasets: z.array(z.object({ dataset: z.string(), rows: count, discarded: count })) }),
  },
  /** Puts another row in the place of one in quarantine. It is taken if it passes, or else stays there with its own reasons. */
  "quarantine/fix": {
    params: z.object({ dataset: z.string(), id: z.string(), row: z.string() }),
    /** The row as it is in quarantine then; null when it was taken. */
    result: z.object({ remaining: QuarantinedRow.nullable() }),
  },
  /** Checks rows again; those that pass are taken, once. */
  "quarantine/replay": { params: rows, result: z.object({ accepted: count, remaining: count }) },
  /** Drops rows. */
  "quarantine/discard": { params: rows, result: z.object({ discarded: count }) },
  /** Brings dropped rows back. */
  "quarantine/restore": { params: rows, result: z.object({ restored: count }) },
};

/** What the data process says by itself about rows that come one by one. */
export const ingestEvents = {
  /** Whether what a data set's journal holds goes into its files. */
  journal: z.object({
    dataset: z.string(),
    /** Why it does not; null when it does again. */
    trouble: z.string().nullable(),
  }),
};
export type JournalEvent = z.infer<typeof ingestEvents.journal>;
