import { z } from "zod";

/** One line of the file in which the tests inside VS Code say how it goes. */
export const HostResult = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("passed"), title: z.string(), milliseconds: z.number() }),
  z.object({ kind: z.literal("failed"), title: z.string(), error: z.string() }),
  /** Something measured, for a person to read. */
  z.object({ kind: z.literal("figure"), text: z.string() }),
  /** The last line; `error` is there when the tests could not be run at all. */
  z.object({ kind: z.literal("end"), error: z.string().optional() }),
]);
export type HostResult = z.infer<typeof HostResult>;

/** Names that file in the environment of the extension host. */
export const hostResultsVariable = "TIDEMARK_HOST_RESULTS";
