import { z } from "zod";
import { invalidParameter } from "../../protocol/errors.ts";
import { anyValue, plainValue } from "../../tracking/traces/anyValue.ts";
import type { SpanInput } from "../../tracking/traces/traceTypes.ts";

const bytesOf = (length: number) =>
  z
    .string()
    .transform((text) => Buffer.from(text, "base64"))
    .refine((bytes) => bytes.length === length);

const attribute = z.object({ key: z.string().default(""), value: z.unknown().optional() });

/** SQLite counts to 2^63. */
const latest = 2n ** 63n - 1n;
const nanoseconds = z
  .string()
  .default("0")
  .transform(BigInt)
  .refine((value) => value <= latest);

/** A span of OpenTelemetry's in JSON, with bytes in base64 and 64-bit numbers as text. */
const WireSpan = z.object({
  trace_id: bytesOf(16),
  span_id: bytesOf(8),
  parent_span_id: bytesOf(8).optional(),
  name: z.string().default(""),
  start_time_unix_nano: nanoseconds,
  end_time_unix_nano: nanoseconds,
  attributes: z.array(attribute).default([]),
  status: z.object({ code: z.unknown().optional() }).default({}),
});

const requestId = "mlflow.traceRequestId";
const tagPrefix = "mlflow.traceTag.";

/** MLflow's id of the trace that has that id of OpenTelemetry's. */
const traceIdOf = (bytes: Buffer): string => `tr-${bytes.toString("hex")}`;

/**
 * What is recorded of a span. `traceId` is given where the client knows the trace by another name than its spans do.
 * @throws TidemarkError `invalidParameter` when an id or a time is none
 */
export function toSpanInput(sent: Readonly<Record<string, unknown>>, traceId?: string): SpanInput {
  const checked = WireSpan.safeParse(sent);
  if (!checked.success) {
    const field = checked.error.issues[0]?.path.join(".") ?? "";
    throw invalidParameter(
      `Cannot convert OpenTelemetry span to MLflow span: '${field}' is missing or no valid value.`,
    );
  }
  const span = checked.data;
  const id = traceId ?? traceIdOf(span.trace_id);
  const attributes = new Map(span.attributes.map(({ key, value }) => [key, plainValue(value)]));
  const text = (key: string): string | null => textOf(attributes.get(key));
  return {
    traceId: id,
    span: {
      spanId: span.span_id.toString("hex"),
      parentId: span.parent_span_id?.toString("hex") ?? null,
      name: span.name,
      type: text("mlflow.spanType"),
      status: statusOf(span.status.code),
      startNs: span.start_time_unix_nano,
      endNs: span.end_time_unix_nano === 0n ? null : span.end_time_unix_nano,
      content: contentOf(sent, span.attributes, id),
    },
    inputs: jsonOf(attributes.get("mlflow.spanInputs")),
    outputs: jsonOf(attributes.get("mlflow.spanOutputs")),
    user: text("user.id"),
    session: text("session.id") ?? text("gen_ai.conversation.id"),
    tags:
      span.parent_span_id === undefined
        ? [...attributes]
            .filter(([key]) => key.startsWith(tagPrefix))
            .map(([key, value]) => ({ key: key.slice(tagPrefix.length), value: textOf(value) ?? "" }))
        : [],
  };
}

/** Text as it is, anything else in JSON. */
export const textOf = (value: unknown): string | null => (typeof value === "string" ? value : jsonOf(value));

const jsonOf = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

function statusOf(code: unknown): SpanInput["span"]["status"] {
  if (code === "STATUS_CODE_OK") return "OK";
  return code === "STATUS_CODE_ERROR" ? "ERROR" : "UNSET";
}

/** A client believes the id that stands among the attributes, so the right one has to. */
function contentOf(
  sent: Readonly<Record<string, unknown>>,
  attributes: readonly z.output<typeof attribute>[],
  traceId: string,
): string {
  const own = { key: requestId, value: anyValue(traceId) };
  const known = attributes.some(({ key }) => key === requestId);
  const all = known ? attributes.map((each) => (each.key === requestId ? own : each)) : [...attributes, own];
  return numbersBare(JSON.stringify({ ...sent, attributes: all }));
}

/**
 * Writes 64-bit integers as numbers, as MLflow's server does; JavaScript itself could not without rounding them.
 * Inside a text a quote has a backslash before it, so nothing that a script logged is taken for a field.
 */
const numbersBare = (json: string): string =>
  json.replace(/("(?:start_time_unix_nano|end_time_unix_nano|time_unix_nano|int_value)":)"(-?\d+)"/g, "$1$2");
