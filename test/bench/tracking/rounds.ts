import { isDeepStrictEqual } from "node:util";
import type { Finding, Operation, Sample } from "./operation.ts";
import type { Servers } from "./servers.ts";
import { ratio, type Timing, timing } from "./statistics.ts";

export interface Result {
  readonly name: string;
  readonly title: string;
  readonly ours: Timing;
  readonly mlflow: Timing | null;
  /** How many times as long MLflow took; null where it takes no part. */
  readonly ratio: number | null;
  readonly aim: number | null;
  readonly findings: readonly Finding[];
}

/** Beyond this the rounds lie so far apart that their figures should be taken again. */
export const noisy = 0.3;

/** Measures one operation: all servers in each round, each first in turn, and their answers compared. */
export async function measure(
  operation: Operation,
  servers: Servers,
  rounds: number,
  progress: (text: string) => void,
): Promise<Result> {
  progress("preparing");
  const prepared = await operation.prepare(servers);
  const times = new Map(prepared.peers.map((peer) => [peer.name, [] as (readonly number[])[]]));
  for (let round = 0; round < rounds; round += 1) {
    progress(`round ${round + 1} of ${rounds}`);
    const order = round % 2 === 0 ? prepared.peers : prepared.peers.toReversed();
    const samples: Sample[] = [];
    for (const peer of order) {
      const sample = await prepared.round(peer, round);
      times.get(peer.name)?.push(sample.times);
      samples.push(sample);
    }
    checkEqual(operation.title, samples);
  }
  const own = times.get("tidemark") ?? [];
  const others = times.get("mlflow");
  const ours = timing(own);
  const findings = (await prepared.findings?.(ours)) ?? [];
  return {
    name: operation.name,
    title: operation.title,
    ours,
    mlflow: others === undefined ? null : timing(others),
    ratio: others === undefined ? null : ratio(own, others),
    aim: operation.times ?? null,
    findings,
  };
}

function checkEqual(title: string, samples: readonly Sample[]): void {
  const [first, ...others] = samples.filter(({ answers }) => answers !== undefined);
  for (const other of others) {
    if (isDeepStrictEqual(first?.answers, other.answers)) continue;
    const [left, right] = [first, other].map((sample) => JSON.stringify(sample?.answers)?.slice(0, 2000));
    throw new Error(`${title}: the servers answer differently.\n${left}\n${right}`);
  }
}
