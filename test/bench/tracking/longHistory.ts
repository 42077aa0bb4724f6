import { statSync } from "node:fs";
import { type Peer, startRun } from "./peer.ts";
import { curvePoint, range } from "./points.ts";
import type { Served, Servers } from "./servers.ts";

/** Points of the long series. */
export const historyLength = 100_000;

const batch = 1000;

export interface LongHistory {
  readonly peers: readonly Peer[];
  readonly runOf: ReadonlyMap<Peer, string>;
  /** What the store's files grew by for each point. */
  readonly bytesPerPoint: ReadonlyMap<Peer, number>;
}

const made = new WeakMap<Servers, Promise<LongHistory>>();

/** A series of 100,000 points on both servers, logged over their wire once for all operations that need it. */
export function longHistory(servers: Servers): Promise<LongHistory> {
  const found = made.get(servers) ?? log(servers);
  made.set(servers, found);
  return found;
}

async function log(servers: Servers): Promise<LongHistory> {
  const { ours, mlflow } = await servers.empty();
  const runOf = new Map<Peer, string>();
  const bytesPerPoint = new Map<Peer, number>();
  for (const served of [ours, mlflow]) {
    const run_id = await startRun(served.peer);
    const before = size(served);
    for (const request of range(historyLength / batch)) {
      const metrics = range(batch).map((index) => curvePoint(request * batch + index));
      await served.peer.ask({ path: "runs/log-batch", body: { run_id, metrics } });
    }
    runOf.set(served.peer, run_id);
    bytesPerPoint.set(served.peer, ((await settledSize(served)) - before) / historyLength);
  }
  return { peers: [ours.peer, mlflow.peer], runOf, bytesPerPoint };
}

const size = ({ storeFile }: Served): number => statSync(storeFile).size;

/** The file once it has taken in what its log held, which for ours happens within a second or two. */
async function settledSize(served: Served): Promise<number> {
  let last = -1;
  for (let now = size(served); now !== last; now = size(served)) {
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 2500));
  }
  return last;
}

/** The run's id on that server. */
export function runOn({ runOf }: LongHistory, peer: Peer): string {
  const run = runOf.get(peer);
  if (run === undefined) throw new Error(`${peer.name} has no long history.`);
  return run;
}
