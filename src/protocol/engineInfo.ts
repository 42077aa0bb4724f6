import * as z from "zod";
import { errorCodes } from "./errors.ts";

/** `.tidemark/engine.json` (mode 0600): how to reach the workspace's engine. Kept after it stops, so that it comes back at the same address. */
export const EngineInfo = z.object({
  pid: z.number().int(),
  version: z.string(),
  protocol: z.number().int(),
  /** Unix socket or Windows named pipe of the RPC. */
  socket: z.string(),
  port: z.number().int(),
  token: z.string().nullable(),
  startedAt: z.number().int(),
});
export type EngineInfo = z.infer<typeof EngineInfo>;

/** The folder, inside the workspace, that owns all of Tidemark's data. */
export const dataFolderName = ".tidemark";
export const engineInfoName = "engine.json";

/** How the engine's process ends; whoever started it decides on this, not on what it printed. */
export const engineExit = {
  /** It was asked to stop, or stopped because nobody needed it. */
  stopped: 0,
  /** It crashed or could not start; the last line on its error output is an {@link EngineFailure}. */
  failed: 1,
  /** Another engine serves this workspace already. */
  alreadyRunning: 73,
} as const;

/** What an engine that cannot start prints as one line of JSON on its error output. */
export const EngineFailure = z.object({ code: z.enum(errorCodes), message: z.string() });
export type EngineFailure = z.infer<typeof EngineFailure>;
