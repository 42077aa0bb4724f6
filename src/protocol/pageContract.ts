import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { engineContract } from "./engineContract.ts";
import { VersionId } from "./modelRequests.ts";

const runId = z.object({ runId: z.string() });
const pick = engineContract.requests;

/** What pages of several kinds may ask. */
export const pageRequests = {
  "page/openRun": { params: runId, result: nothing },
  "page/copy": { params: z.object({ text: z.string() }), result: nothing },
  /** Opens the editor's own diff of two runs' code. */
  "page/diffCode": { params: z.object({ left: z.string(), right: z.string() }), result: nothing },
} as const;

/** What both report pages may ask of the host. Reads go through to the engine unchanged. */
const shared = {
  /** The first thing a page says: nothing is sent to it before. The answer says what it shows. */
  "page/ready": { params: nothing, result: z.object({ runIds: z.array(z.string()), title: z.string() }) },
  "metrics/sample": pick["metrics/sample"],
  "metrics/setGoal": pick["metrics/setGoal"],
  "page/openRun": pageRequests["page/openRun"],
  "page/copy": pageRequests["page/copy"],
} as const;

/** What every page hears. */
export const pageEvents = {
  changed: engineContract.events.changed,
  /** The engine went away or came back; a page says so and asks again. */
  engine: z.object({ connected: z.boolean() }),
} as const;

/** The run page. */
export const runPageContract = {
  requests: {
    ...shared,
    "runs/get": pick["runs/get"],
    "runs/update": pick["runs/update"],
    "artifacts/list": pick["artifacts/list"],
    /** A webview address for an image, or the text of a text file (at most 512 kB, `truncated` beyond). */
    "page/previewArtifact": {
      params: z.object({ runId: z.string(), path: z.string() }),
      result: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("image"), url: z.string() }),
        z.object({ kind: z.literal("text"), text: z.string(), truncated: z.boolean() }),
        z.object({ kind: z.literal("none"), reason: z.string() }),
      ]),
    },
    "page/openArtifact": { params: z.object({ runId: z.string(), path: z.string() }), result: nothing },
    "page/compareWithWorkTree": { params: runId, result: nothing },
    "page/restoreCode": { params: runId, result: nothing },
    "models/candidates": pick["models/candidates"],
    "traces/list": pick["traces/list"],
    "traces/get": pick["traces/get"],
    "traces/span": pick["traces/span"],
    "page/registerModel": { params: runId, result: nothing },
    "page/openVersion": { params: VersionId, result: nothing },
    "datasets/ofRun": pick["datasets/ofRun"],
    "page/openDataset": { params: z.object({ dataset: z.string(), version: z.number().int() }), result: nothing },
  },
  events: pageEvents,
} as const satisfies Contract;

/** The comparison page. */
export const comparePageContract = {
  requests: {
    ...shared,
    "runs/compare": pick["runs/compare"],
    "runs/repeats": pick["runs/repeats"],
    "page/diffCode": pageRequests["page/diffCode"],
    /** Asks where to save and writes it; false when the user cancelled. */
    "page/export": {
      params: z.object({ format: z.enum(["markdown", "html", "csv"]), content: z.string() }),
      result: z.object({ saved: z.boolean() }),
    },
    "page/removeRun": { params: runId, result: z.object({ runIds: z.array(z.string()) }) },
  },
  events: pageEvents,
} as const satisfies Contract;

export type RunPageContract = typeof runPageContract;
export type ComparePageContract = typeof comparePageContract;
