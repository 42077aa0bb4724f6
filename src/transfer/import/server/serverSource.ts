import * as z from "zod";
import { notFound } from "../../../protocol/errors.ts";
import type { ImportPlace } from "../../../protocol/import.ts";
import { remoteAddress } from "../../remote/remoteAddress.ts";
import { createRemoteMlflow, isMissingEndpoint, type RemoteMlflow } from "../../remote/remoteMlflow.ts";
import type { ForeignItem, ForeignSource } from "../foreign.ts";
import { type AskServer, askServer } from "./askServer.ts";
import { attemptReading } from "./attemptReading.ts";
import { readLoggedModels, readRegistry } from "./readModels.ts";
import { type ReadOptions, readRun } from "./readRun.ts";
import { tellOfTraces } from "./readTraces.ts";
import { ExperimentPage, Run, RunPage } from "./schemas.ts";

/** Whether it is the address of a server. */
export const isServer = async (place: string): Promise<boolean> => /^https?:\/\//i.test(place);

/** The runs and models of an MLflow server, of version 2 or 3. @throws TidemarkError when no such server answers there */
export async function serverSource({ place, credentials }: ImportPlace): Promise<ForeignSource> {
  const address = remoteAddress({ url: place, ...(credentials === undefined ? {} : { credentials }) }, null);
  const remote = createRemoteMlflow(address);
  await greet(createRemoteMlflow({ ...address, waits: [500, 1000] }));
  return {
    identity: `mlflow:${address.url}`,
    count: async () => null,
    async *read(options) {
      const server = askServer(remote, options.signal);
      const all = { view_type: "ALL", max_results: 1000 };
      for await (const page of server.postPages(ExperimentPage, experimentSearch, all)) {
        for (const { experiment_id: id, name, tags, lifecycle_stage } of page.experiments) {
          yield { kind: "experiment", key: id, name, tags, deleted: lifecycle_stage === "deleted" };
          yield* readExperiment(server, id, name, options);
        }
      }
      yield* attemptReading("registered models", readRegistry(server));
    },
  };
}

const experimentSearch = "/api/2.0/mlflow/experiments/search";

/** Finds out soon whether an MLflow server answers; one that goes away later is waited for. */
async function greet(remote: RemoteMlflow): Promise<void> {
  const { signal } = new AbortController();
  try {
    await remote.send("POST", experimentSearch, { max_results: 1 }, { signal });
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
    throw notFound(`There is no MLflow server at ${remote.url}: it does not know ${experimentSearch}.`);
  }
}

async function* readExperiment(
  server: AskServer,
  id: string,
  name: string,
  options: ReadOptions,
): AsyncGenerator<ForeignItem> {
  const asked = { experiment_ids: [id], run_view_type: "ALL", max_results: 200, order_by: ["start_time ASC"] };
  for await (const page of server.postPages(RunPage, "/api/2.0/mlflow/runs/search", asked)) {
    for (const answer of page.runs) {
      options.signal.throwIfAborted();
      const run = Run.safeParse(answer);
      if (run.success) yield* readRun(server, run.data, id, options);
      else {
        const reason = `a run is not as expected: ${z.prettifyError(run.error).replaceAll("\n", " ")}`;
        yield { kind: "skipped", place: `experiment ${name}`, reason };
      }
    }
  }
  yield* attemptReading(`experiment ${name}, logged models`, readLoggedModels(server, id));
  yield* attemptReading(`experiment ${name}, traces`, tellOfTraces(server, id, name));
}
