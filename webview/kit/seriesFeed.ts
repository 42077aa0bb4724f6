import type { SeriesSample } from "../../src/protocol/entities.ts";

/** What a chart wants to see. */
export interface SeriesRequest {
  readonly key: string;
  readonly runIds: readonly string[];
  /** About how many points a series. */
  readonly points: number;
  readonly from?: number;
  readonly to?: number;
}

interface SampleQuery {
  series: { runId: string; key: string }[];
  points: number;
  from?: number;
  to?: number;
}

export interface SeriesWatch {
  /** Other runs, other points or another range; what is there stays until the answer comes. */
  change(request: SeriesRequest): void;
  dispose(): void;
}

/** The points of every visible chart, kept current with as few requests as possible. */
export interface SeriesFeed {
  watch(request: SeriesRequest, listener: (samples: ReadonlyMap<string, SeriesSample>) => void): SeriesWatch;
  /** These runs have new points; without a list all may have. */
  changed(runIds?: readonly string[]): void;
}

interface Watched {
  request: SeriesRequest;
  readonly samples: Map<string, SeriesSample>;
  readonly stale: Set<string>;
  readonly listener: (samples: ReadonlyMap<string, SeriesSample>) => void;
}

/** Small enough that the first charts draw while the rest is still on its way. */
const seriesPerRequest = 160;

/** Batches what charts want per frame; one request is in flight at a time, and a changed run asks for its own series only. */
export function createSeriesFeed(deps: {
  sample: (query: SampleQuery) => Promise<readonly SeriesSample[]>;
  schedule: (run: () => void) => void;
  onError: (error: unknown) => void;
}): SeriesFeed {
  const watches = new Set<Watched>();
  let busy = false;

  const wake = (): void => {
    if (busy) return;
    busy = true;
    deps.schedule(() => void drain());
  };

  const drain = async (): Promise<void> => {
    for (let batch = nextBatch(watches); batch !== null; batch = nextBatch(watches)) {
      try {
        deliver(await deps.sample(batch.query), batch.asked, watches);
      } catch (error) {
        deps.onError(error);
      }
    }
    busy = false;
  };

  return {
    watch(request, listener) {
      const watched: Watched = { request, samples: new Map(), stale: new Set(request.runIds), listener };
      watches.add(watched);
      wake();
      return {
        change(next) {
          if (sameRequest(watched.request, next)) return;
          refresh(watched, next);
          wake();
        },
        dispose: () => void watches.delete(watched),
      };
    },
    changed(runIds) {
      for (const watched of watches) {
        for (const id of runIds ?? watched.request.runIds) {
          if (watched.request.runIds.includes(id)) watched.stale.add(id);
        }
      }
      wake();
    },
  };
}

function refresh(watched: Watched, next: SeriesRequest): void {
  const sameWindow = showsSame(watched.request, next);
  for (const id of watched.samples.keys()) if (!next.runIds.includes(id)) watched.samples.delete(id);
  for (const id of next.runIds) if (!sameWindow || !watched.samples.has(id)) watched.stale.add(id);
  for (const id of watched.stale) if (!next.runIds.includes(id)) watched.stale.delete(id);
  if (next.key !== watched.request.key) watched.samples.clear();
  watched.request = next;
  if (watched.stale.size === 0) watched.listener(watched.samples);
}

/** The same points, if of other runs. */
const showsSame = (left: SeriesRequest, right: SeriesRequest): boolean =>
  left.key === right.key && left.points === right.points && left.from === right.from && left.to === right.to;

const sameRequest = (left: SeriesRequest, right: SeriesRequest): boolean =>
  showsSame(left, right) &&
  left.runIds.length === right.runIds.length &&
  left.runIds.every((id, index) => id === right.runIds[index]);

interface Batch {
  readonly query: SampleQuery;
  readonly asked: readonly { watched: Watched; request: SeriesRequest }[];
}

/** Takes stale series that share points and range; they count as fresh from here, so a change meanwhile asks again. */
function nextBatch(watches: ReadonlySet<Watched>): Batch | null {
  let query: SampleQuery | null = null;
  const asked: { watched: Watched; request: SeriesRequest }[] = [];
  const listed = new Set<string>();
  for (const watched of watches) {
    const { key, points, from, to } = watched.request;
    if (watched.stale.size === 0) continue;
    query ??= { series: [], points, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    if (query.points !== points || query.from !== from || query.to !== to) continue;
    if (query.series.length > 0 && query.series.length + watched.stale.size > seriesPerRequest) continue;
    for (const runId of watched.stale) {
      const name = `${runId} ${key}`;
      if (!listed.has(name)) query.series.push({ runId, key });
      listed.add(name);
    }
    watched.stale.clear();
    asked.push({ watched, request: watched.request });
  }
  return query === null ? null : { query, asked };
}

function deliver(samples: readonly SeriesSample[], asked: Batch["asked"], watches: ReadonlySet<Watched>): void {
  for (const { watched, request } of asked) {
    // Disposed or asked for something else meanwhile: the answer is not what it shows.
    if (!watches.has(watched) || !showsSame(watched.request, request)) continue;
    for (const sample of samples) {
      if (sample.key === request.key && watched.request.runIds.includes(sample.runId))
        watched.samples.set(sample.runId, sample);
    }
    watched.listener(watched.samples);
  }
}
