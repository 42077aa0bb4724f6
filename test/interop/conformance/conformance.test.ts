import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { EngineProcess } from "../support/engineProcess.ts";
import { startMlflowServer } from "../support/mlflowServer.ts";
import type { Difference, Exchange } from "./exchange.ts";
import { type Answered, Player } from "./player.ts";
import { artifacts } from "./tables/artifacts.ts";
import { experimentSearch } from "./tables/experimentSearch.ts";
import { experiments } from "./tables/experiments.ts";
import { inputs } from "./tables/inputs.ts";
import { loggedModels } from "./tables/loggedModels.ts";
import { metricHistory } from "./tables/metricHistory.ts";
import { probes } from "./tables/probes.ts";
import { recording } from "./tables/recording.ts";
import { runSearch } from "./tables/runSearch.ts";
import { runs } from "./tables/runs.ts";

/** In this order: what one makes, others may find. */
const tables = [
  probes,
  experimentSearch,
  experiments,
  runs,
  recording,
  metricHistory,
  inputs,
  runSearch,
  loggedModels,
  artifacts,
];

const stack = new AsyncDisposableStack();
let theirs: Player;
let ours: Player;
let decisions: string;

beforeAll(async () => {
  const folder = stack.use(await temporaryFolder());
  const [server, engine] = await Promise.all([
    startMlflowServer({ backend: `sqlite:///${join(folder.path, "mlflow.db")}` }),
    EngineProcess.start(),
  ]);
  stack.use(server);
  stack.defer(() => engine.stop());
  theirs = new Player(server.url);
  ours = new Player(engine.url, engine.token);
  decisions = await readFile(join(import.meta.dirname, "../../../docs/mlflow-compatibility.md"), "utf8");
});

afterAll(() => stack.disposeAsync());

describe.each(tables)("MLflow's server and the engine, asked about $title", ({ exchanges }) => {
  it.each(exchanges.map((exchange) => [title(exchange), exchange] as const))("%s", async (_title, exchange) => {
    const [expected, answered] = [await theirs.play(exchange), await ours.play(exchange)];
    if (exchange.ours === undefined) {
      expect(answered).toEqual(expected);
      return;
    }
    expect(decisions, "the decision's words in docs/mlflow-compatibility.md").toContain(exchange.ours.decision);
    expect(answered, "a difference that is gone").not.toEqual(expected);
    expect(answered).toMatchObject(declared(exchange.ours));
  });
});

describe("the names that MLflow's own pages ask under", () => {
  const reading = tables.flatMap(({ exchanges }) => exchanges).filter(readsOnly);

  it.each(reading.map((exchange) => [title(exchange), exchange] as const))("%s", async (_title, exchange) => {
    expect(await ours.play(exchange, "/ajax-api/2.0/mlflow/")).toEqual(await ours.play(exchange));
  });
});

const readsOnly = ({ request, ours: difference }: Exchange): boolean =>
  /^GET [^/]|^POST [^/]+\/search/.test(request) && difference?.error_code !== "ENDPOINT_NOT_FOUND";

function title({ request, body }: Exchange): string {
  const text = typeof body === "object" ? JSON.stringify(body) : (body ?? "");
  return `${request} ${text}`.slice(0, 160);
}

function declared({ status, error_code, message, body }: Difference): Partial<Answered> {
  if (body !== undefined) return { status, body };
  const error = { ...(error_code === undefined ? {} : { error_code }), ...(message === undefined ? {} : { message }) };
  return { status, body: error };
}
