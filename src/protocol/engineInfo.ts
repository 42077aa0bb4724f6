import { z } from "zod";

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
