import { basename } from "node:path";
import type { Handlers } from "../../protocol/contract.ts";
import { type OnnxContract, onnxContract } from "../../protocol/onnxRequests.ts";
import { modelJob } from "./modelJob.ts";

/** Reading a file of 2 GB takes some seconds from a slow disk. */
const timeLimit = 120_000;
const memoryLimit = 1024;

/** Answers questions about ONNX files, each in a process of its own. @param file `onnxProcess.ts` or its bundle */
export function onnxJobs(file: URL, workspace: string): Handlers<OnnxContract> {
  const job = (path: string, signal: AbortSignal) => ({
    file,
    arguments: [workspace],
    workspace,
    timeLimit,
    memoryLimit,
    what: `Reading ${basename(path)}`,
    signal,
  });
  return {
    "onnx/inspect": (params, { signal }) =>
      modelJob(onnxContract, job(params.path, signal), (request) => request("onnx/inspect", params, signal)),
    "onnx/graph": (params, { signal }) =>
      modelJob(onnxContract, job(params.path, signal), (request) => request("onnx/graph", params, signal)),
    "onnx/statistics": (params, { signal }) =>
      modelJob(onnxContract, job(params.path, signal), (request) => request("onnx/statistics", params, signal)),
  };
}
