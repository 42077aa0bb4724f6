import { z } from "zod";
import type { Peer } from "./peer.ts";

const Metrics = z.array(z.object({ key: z.string(), value: z.number(), timestamp: z.number(), step: z.number() }));
const KeyValues = z.array(z.object({ key: z.string(), value: z.string() }));
const Run = z.object({ run: z.object({ data: z.object({ metrics: Metrics.default([]) }) }) });
const History = z.object({ metrics: Metrics.default([]), next_page_token: z.string().optional() });
const Found = z.object({
  runs: z
    .array(
      z.object({
        info: z.object({ run_id: z.string() }),
        data: z.object({ metrics: Metrics, params: KeyValues }),
      }),
    )
    .default([]),
  next_page_token: z.string().optional(),
});

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);

/** What a server knows of a run, without its ids and times: to be compared with another server's. */
export async function runState(peer: Peer, run: string, keys: readonly string[]): Promise<unknown> {
  const { answer } = await peer.ask({ path: `runs/get?run_id=${run}` });
  const histories = [];
  for (const key of keys) {
    const history = await peer.ask({ path: `metrics/get-history?run_id=${run}&metric_key=${key}` });
    histories.push(historyState(history.answer));
  }
  return { latest: Run.parse(answer).run.data.metrics.toSorted(byKey), histories };
}

/** A page of a metric's history, and whether there are more. */
export function historyState(answer: unknown): unknown {
  const { metrics, next_page_token: next } = History.parse(answer);
  return { metrics, more: Boolean(next) };
}

/** A page of runs in their order, and whether there are more. */
export function foundState(answer: unknown): unknown {
  const { runs, next_page_token: next } = Found.parse(answer);
  const found = runs.map(({ info, data }) => ({
    id: info.run_id,
    metrics: data.metrics.toSorted(byKey),
    params: data.params.toSorted(byKey),
  }));
  return { found, more: Boolean(next) };
}
