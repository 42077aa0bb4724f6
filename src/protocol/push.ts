import * as z from "zod";

const count = z.number().int().min(0);

/** What to push: some runs with those nested in them, all runs of an experiment, or a registered model's versions with their runs. */
export const PushSelection = z.union([
  z.object({ runIds: z.array(z.string()).min(1) }),
  z.object({ experimentId: z.string() }),
  z.object({ modelName: z.string() }),
]);
export type PushSelection = z.infer<typeof PushSelection>;

/** How much a selection is, before anything of it is sent. */
export const PushSize = z.object({ runs: count, points: count, files: count, bytes: count });
export type PushSize = z.infer<typeof PushSize>;

/** Something that could not be pushed, while the rest was. */
export const PushFailure = z.object({
  /** Which run and what of it, for people. */
  place: z.string(),
  reason: z.string(),
});
export type PushFailure = z.infer<typeof PushFailure>;

/** What was sent and acknowledged. */
export const PushCounts = z.object({
  runsCreated: count,
  runsUpdated: count,
  runsUnchanged: count,
  points: count,
  params: count,
  tags: count,
  datasets: count,
  files: count,
  bytes: count,
  loggedModels: count,
  modelVersions: count,
});
export type PushCounts = z.infer<typeof PushCounts>;

export const PushSummary = z.object({
  /** The server's address, without credentials. */
  remote: z.string(),
  sent: PushCounts,
  failures: z.array(PushFailure),
  /** Failures beyond the first hundred are only counted. */
  failureCount: count,
  /** What the server can't take, and what was left to it on purpose. */
  notes: z.array(z.string()),
  /** Why it ended before all was sent: pushing again goes on there. Null when it came to its end. */
  interrupted: z.string().nullable(),
  /** The server wants (other) credentials. */
  unauthenticated: z.boolean(),
  /** The page to see the result on: the experiment's, or the model's. */
  page: z.string().nullable(),
});
export type PushSummary = z.infer<typeof PushSummary>;

/** How far a push is. */
export const PushProgress = z.object({
  runsDone: count,
  runs: count,
  sent: PushCounts,
  /** Why nothing gets on at the moment, as when the server does not answer; null when it does. */
  waiting: z.string().nullable(),
});
export type PushProgress = z.infer<typeof PushProgress>;

/** An experiment that is kept pushed. */
export const SyncState = z.object({
  experimentId: z.string(),
  /** The server's address, without credentials. */
  remote: z.string(),
  state: z.enum([
    /** Nothing is left to send. */
    "current",
    "sending",
    /** The server can't be reached at the moment; `message` says why, and it is tried again. */
    "waiting",
    /** The server wants credentials, which the engine does not have. */
    "unauthenticated",
  ]),
  message: z.string().nullable(),
  /** Runs with something left to send. */
  runsLeft: count,
  /** Items that the server refused. */
  failures: z.array(PushFailure),
  /** When all was sent last; null before that. Milliseconds since 1970 UTC. */
  currentAt: z.number().int().nullable(),
});
export type SyncState = z.infer<typeof SyncState>;
