import { z } from "zod";
import { invalidParameter } from "../../protocol/errors.ts";
import { anyValue, keyValues } from "../../tracking/traces/anyValue.ts";
import type { SpanInput } from "../../tracking/traces/traceTypes.ts";
import { toSpanInput } from "./wireSpan.ts";

const fields = z.record(z.string(), z.unknown()).default({});
const time = z.string().nullish();

/** A span as MLflow 2 writes it. */
const OldSpan = z.object({
  name: z.string(),
  context: z.object({ trace_id: z.string(), span_id: z.string() }),
  parent_id: z.string().nullish(),
  start_time: time,
  end_time: time,
  status_code: z.string().default("UNSET"),
  status_message: z.string().nullish(),
  attributes: fields,
  events: z.array(z.object({ name: z.string(), timestamp: time, attributes: fields })).default([]),
});

/** A span as MLflow 3 writes it: almost OpenTelemetry's own JSON. */
const NewSpan = z.object({
  name: z.string(),
  trace_id: z.string(),
  span_id: z.string(),
  parent_span_id: z.string().nullish(),
  start_time_unix_nano: time,
  end_time_unix_nano: time,
  status: z.object({ code: z.string().default("STATUS_CODE_UNSET"), message: z.string().nullish() }).prefault({}),
  attributes: fields,
  events: z.array(z.object({ name: z.string(), time_unix_nano: time, attributes: fields })).default([]),
});

const SpanFile = z.object({ spans: z.array(z.union([OldSpan, NewSpan])) });

/**
 * The spans in a trace's `traces.json`, as the clients of MLflow 2 and 3 write it.
 * @throws TidemarkError `invalidParameter` when the file is something else
 */
export function readSpanFile(text: string, traceId: string): readonly SpanInput[] {
  const parsed = SpanFile.safeParse(parse(text));
  if (!parsed.success) throw invalidParameter(`The spans of trace ${traceId} cannot be read: ${parsed.error.message}`);
  return parsed.data.spans.map((span) => toSpanInput("context" in span ? fromOld(span) : fromNew(span), traceId));
}

/** Times need more digits than a JavaScript number has: they are read as text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/("(?:start_time|end_time|timestamp|\w+_unix_nano)":\s*)(\d+)/g, '$1"$2"'));
  } catch {
    return undefined;
  }
}

const fromNew = (span: z.output<typeof NewSpan>): Readonly<Record<string, unknown>> => ({
  trace_id: span.trace_id,
  span_id: span.span_id,
  ...(span.parent_span_id ? { parent_span_id: span.parent_span_id } : {}),
  name: span.name,
  start_time_unix_nano: span.start_time_unix_nano ?? "0",
  end_time_unix_nano: span.end_time_unix_nano ?? "0",
  attributes: attributesOf(span.attributes),
  events: span.events.map(({ name, time_unix_nano, attributes }) => ({
    time_unix_nano: time_unix_nano ?? "0",
    name,
    attributes: keyValues(attributes),
  })),
  status: { code: span.status.code, ...(span.status.message ? { message: span.status.message } : {}) },
});

const fromOld = (span: z.output<typeof OldSpan>): Readonly<Record<string, unknown>> =>
  fromNew({
    name: span.name,
    trace_id: base64(span.context.trace_id, 16),
    span_id: base64(span.context.span_id, 8),
    parent_span_id: span.parent_id ? base64(span.parent_id, 8) : null,
    start_time_unix_nano: span.start_time,
    end_time_unix_nano: span.end_time,
    status: { code: `STATUS_CODE_${span.status_code}`, message: span.status_message },
    attributes: span.attributes,
    events: span.events.map(({ timestamp, ...event }) => ({ ...event, time_unix_nano: timestamp })),
  });

/** `0x1f` as so many bytes in base64. */
const base64 = (hex: string, length: number): string =>
  Buffer.from(hex.replace(/^0x/, "").padStart(2 * length, "0"), "hex").toString("base64");

/** MLflow's client keeps each attribute as a JSON text; what is none was set by something else. */
const attributesOf = (attributes: Readonly<Record<string, unknown>>) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(unwrapped(value)) }));

function unwrapped(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
