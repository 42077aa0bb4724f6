import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { onnxOriginRequests, onnxRequests } from "./onnxRequests.ts";
import { pageEvents, pageRequests } from "./pageContract.ts";

/** The page that shows what is in an ONNX file. */
export const onnxPageContract = {
  requests: {
    /** The first thing a page says. The answer says which file it shows. */
    "page/ready": { params: nothing, result: z.object({ path: z.string(), name: z.string() }) },
    ...onnxRequests,
    ...onnxOriginRequests,
    /** Measures how fast it is, on a page of its own. */
    "page/benchmark": { params: nothing, result: nothing },
    /** Makes smaller models of it, on a page of its own. */
    "page/optimise": { params: nothing, result: nothing },
    "page/openRun": pageRequests["page/openRun"],
    "page/copy": pageRequests["page/copy"],
  },
  events: { ...pageEvents, fileChanged: nothing },
} as const satisfies Contract;
export type OnnxPageContract = typeof onnxPageContract;
