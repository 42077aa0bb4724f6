import { invalidParameter, TidemarkError } from "../../protocol/errors.ts";
import { isObject, plainValue } from "../../tracking/traces/anyValue.ts";
import type { SpanInput } from "../../tracking/traces/traceTypes.ts";
import type { TagInput } from "../../tracking/types.ts";
import { exportRequest, exportRequestOfJson } from "./traceSchema.ts";
import { textOf, toSpanInput } from "./wireSpan.ts";

/**
 * The spans that an OTLP exporter sends, in protobuf or in JSON.
 * @throws TidemarkError `invalidParameter` when the body is none of that
 */
export function readExport(body: Buffer, kind: "protobuf" | "json"): readonly SpanInput[] {
  const request = kind === "json" ? fromJson(body) : decode(body);
  const resources = list(request.resource_spans);
  if (resources.length === 0) throw invalidParameter("Invalid OpenTelemetry format - no spans found");
  return resources.flatMap(spansOfResource);
}

function decode(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    return exportRequest.toObject(exportRequest.decode(body), {
      longs: String,
      bytes: String,
      enums: String,
      json: true,
    });
  } catch (cause) {
    throw new TidemarkError("invalidParameter", "Invalid OpenTelemetry format", { cause });
  }
}

const hexIds = new Set(["traceId", "spanId", "parentSpanId"]);

/** OTLP's JSON has ids in hexadecimal, where protobuf's has base64. */
function fromJson(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(body.toString("utf8"), (key, value: unknown) =>
      hexIds.has(key) && typeof value === "string" ? Buffer.from(value, "hex").toString("base64") : value,
    );
    if (!isObject(json)) throw new Error("no object");
    return decode(exportRequestOfJson.encode(exportRequestOfJson.fromObject(json)).finish());
  } catch (cause) {
    if (cause instanceof TidemarkError) throw cause;
    throw new TidemarkError("invalidParameter", "Invalid OpenTelemetry format", { cause });
  }
}

function spansOfResource(resourceSpans: Readonly<Record<string, unknown>>): readonly SpanInput[] {
  const tags = resourceTags(resourceSpans.resource);
  const tagged = new Set<string>();
  return list(resourceSpans.scope_spans).flatMap(({ spans }) =>
    list(spans).map((span) => {
      const input = toSpanInput(span);
      if (tagged.has(input.traceId)) return input;
      tagged.add(input.traceId);
      // A trace's own tags come after those of the program that made it, and so win.
      return { ...input, tags: [...tags, ...input.tags] };
    }),
  );
}

/** What is known of the program that sends, as tags of its traces; its SDK is of no interest, MLflow's keys are not its own. */
function resourceTags(resource: unknown): readonly TagInput[] {
  if (!isObject(resource)) return [];
  return list(resource.attributes)
    .map(({ key, value }) => ({ key: String(key ?? ""), value: textOf(plainValue(value)) ?? "" }))
    .filter(({ key }) => !key.startsWith("telemetry.sdk.") && !key.startsWith("mlflow."));
}

const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
