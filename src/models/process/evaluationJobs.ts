import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { totalmem } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Handlers } from "../../protocol/contract.ts";
import { type EvaluationContract, evaluationContract } from "../../protocol/evaluationRequests.ts";
import { modelJob } from "./modelJob.ts";

/** Ten million rows of a large model take a while. */
const timeLimit = 24 * 3_600_000;
/** Of JavaScript's own; scores and labels are buffers beside it. */
const memoryLimit = 2048;
/** Of everything: the rest of the machine is for the editor and for what trains. */
const usualResidentLimit = Math.max(2048, Math.floor((0.6 * totalmem()) / 2 ** 20));

/** Evaluates models, each time in a process of its own. @param file `evaluationProcess.ts` or its bundle */
export function evaluationJobs(
  file: URL,
  {
    workspace,
    temporaryFolder,
    residentLimit = usualResidentLimit,
  }: { readonly workspace: string; readonly temporaryFolder: string; readonly residentLimit?: number },
): Handlers<EvaluationContract> {
  return {
    "evaluation/run": async (question, { signal, report }) => {
      const draft = question.predictions === undefined ? undefined : draftOf(resolve(workspace, question.predictions));
      const job = {
        file,
        arguments: [workspace, temporaryFolder, String(residentLimit), ...(draft === undefined ? [] : [draft])],
        workspace,
        timeLimit,
        memoryLimit,
        residentLimit,
        what: `Evaluating ${basename(question.path)}`,
        signal,
      };
      try {
        return await modelJob(evaluationContract, job, (request) =>
          request("evaluation/run", question, signal, report),
        );
      } finally {
        // A process that was killed leaves it behind.
        if (draft !== undefined) await rm(draft, { force: true });
      }
    },
  };
}

const draftOf = (target: string): string => join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
