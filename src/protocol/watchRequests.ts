import * as z from "zod";

const count = z.number().int().min(0);

/** A file of a watched folder. */
export const WatchedFile = z.object({
  /** From the workspace's folder, or absolute outside it. */
  path: z.string(),
  /** `same`: its rows were taken before, from another file or from itself. */
  state: z.enum(["waiting", "taking", "taken", "same", "failed"]),
  /** When that began, in Unix milliseconds. */
  at: z.number(),
  /** How many of its rows were taken so far: accepted or put into quarantine. */
  rows: count,
  quarantined: count,
  /** Why it waits or failed, or what it is the same as; null where there is nothing to say. */
  message: z.string().nullable(),
});
export type WatchedFile = z.infer<typeof WatchedFile>;

/** The watched folders of a data set. */
export const WatchedFolder = z.object({
  dataset: z.string(),
  /** As they are declared. */
  paths: z.array(z.string()),
  /** What is wrong with all of it; null when nothing is. */
  problem: z.string().nullable(),
  taken: count,
  waiting: count,
  failed: count,
  /** The file that was taken last; null before the first. */
  latest: WatchedFile.nullable(),
  /** The ones that wait or failed first, then the latest. */
  files: z.array(WatchedFile),
});
export type WatchedFolder = z.infer<typeof WatchedFolder>;

/** What is asked about files that come into watched folders. The data process takes them. */
export const watchRequests = {
  /** Looks for new files and begins to take them. The engine asks it from time to time. */
  "watch/look": {
    params: z.object({}),
    /** Whether any data set declares a watched folder. */
    result: z.object({ watching: z.boolean() }),
  },
  /** What has become of files. */
  "watch/state": {
    params: z.object({
      dataset: z.string().optional(),
      /** Of the files of each data set. */
      limit: count.max(10_000).default(100),
    }),
    result: z.object({ folders: z.array(WatchedFolder) }),
  },
};
