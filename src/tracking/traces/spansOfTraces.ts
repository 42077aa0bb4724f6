import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { notFound } from "../../protocol/errors.ts";
import type { TraceDependencies } from "./traceAccess.ts";
import { spansAreHere, traceKeys } from "./traceKeys.ts";
import type { TraceRecord, Traces, TraceWithSpans } from "./traceTypes.ts";

/** Milliseconds to wait for spans that a client is still sending; as long as MLflow does, but asking sooner. */
const patience = [100, 400, 1000, 1500];

/** Traces with their spans. */
export function spansOfTraces(
  { reads }: TraceDependencies,
  get: (traceId: string) => TraceRecord,
): Pick<Traces, "withAllSpans" | "withSpansSoFar" | "loadSpans"> {
  const load = async (trace: TraceRecord): Promise<TraceWithSpans> => {
    const [spans = []] = await reads.read("readSpans", { traceIds: [trace.traceId] });
    return { trace, spans };
  };
  return {
    withSpansSoFar: async (traceId) => load(get(traceId)),
    async withAllSpans(traceId) {
      for (const wait of [0, ...patience]) {
        if (wait > 0) await delay(wait);
        const found = await load(get(traceId));
        if (isComplete(found)) return found;
      }
      throw notFound(`Trace with ID ${traceId} is not fully exported yet, please try again later.`, { traceId });
    },
    async loadSpans(traces) {
      const found: TraceWithSpans[] = [];
      for (const trace of traces) {
        if (tagOf(trace, traceKeys.spansLocation) === spansAreHere) found.push(await load(trace));
      }
      return found.filter(isComplete);
    },
  };
}

const tagOf = ({ tags }: TraceRecord, key: string): string | undefined => tags.find((tag) => tag.key === key)?.value;

/** Whether as many spans have come as the client said there are. */
function isComplete({ trace, spans }: TraceWithSpans): boolean {
  const stats = trace.metadata.find(({ key }) => key === traceKeys.sizeStats)?.value;
  return spans.length >= Math.max(1, announcedSpans(stats));
}

const SizeStats = z.object({ num_spans: z.number() });

/** What the client wrote is its own affair: what cannot be read announces nothing. */
function announcedSpans(stats: string | undefined): number {
  if (stats === undefined) return 0;
  try {
    return SizeStats.parse(JSON.parse(stats)).num_spans;
  } catch {
    return 0;
  }
}
