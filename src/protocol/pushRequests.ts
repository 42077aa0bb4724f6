import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { PushProgress, PushSelection, PushSize, PushSummary, SyncState } from "./push.ts";
import { RemoteServer } from "./remote.ts";

/** What is asked about sending runs and models to other servers. */
export const pushRequests = {
  /** How much a selection is. */
  "push/measure": { params: z.object({ selection: PushSelection }), result: PushSize },
  /**
   * Sends a selection to another MLflow server. It answers when all was sent, or when it was cancelled or the server
   * can't be reached: then pushing again goes on there.
   */
  "push/start": {
    params: z.object({ selection: PushSelection, remote: RemoteServer }),
    result: PushSummary,
    progress: PushProgress,
  },
  /**
   * Keeps an experiment pushed from now on, also after the engine was started again, in place of where it was kept
   * pushed before. Rejects when the server does not answer or wants other credentials; `sync` tells how it goes on.
   */
  "sync/set": { params: z.object({ experimentId: z.string(), remote: RemoteServer }), result: SyncState },
  "sync/list": { params: nothing, result: z.object({ syncs: z.array(SyncState) }) },
  "sync/stop": { params: z.object({ experimentId: z.string() }), result: nothing },
} as const satisfies Contract["requests"];
