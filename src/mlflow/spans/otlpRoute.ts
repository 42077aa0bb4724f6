import { promisify } from "node:util";
import { gunzip, inflate, inflateRaw } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { invalidParameter, TidemarkError } from "../../protocol/errors.ts";
import type { SpanInput } from "../../tracking/traces/traceTypes.ts";
import type { Tracking } from "../../tracking/tracking.ts";
import { readExport } from "./readExport.ts";

/** Of a body as it is sent, and of what it holds. */
const bodyLimit = 64 * 1024 * 1024;

const contentTypes = { "application/x-protobuf": "protobuf", "application/json": "json" } as const;

/** Takes spans as OpenTelemetry's exporters send them; MLflow 3's clients among them. */
export async function otlpRoute(app: FastifyInstance, { traces }: Tracking): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(Object.keys(contentTypes), { parseAs: "buffer", bodyLimit }, (_request, body, parsed) =>
    parsed(null, body),
  );
  app.post("/v1/traces", { bodyLimit }, async (request, reply) => {
    const type = request.headers["content-type"]?.split(";", 1)[0]?.trim();
    const experimentId = header(request.headers["x-mlflow-experiment-id"]);
    if (experimentId === undefined) throw invalidParameter("The header x-mlflow-experiment-id is missing.");
    const body = await unpacked(request.body, header(request.headers["content-encoding"]));
    const spans = readExport(body, type === "application/json" ? "json" : "protobuf");
    await traces.logSpans(experimentId, spans);
    await linkToRun(traces, spans, header(request.headers["x-mlflow-run-id"]));
    // An empty message of the same kind: all was taken.
    return type === "application/json" ? {} : reply.type("application/x-protobuf").send(Buffer.alloc(0));
  });
}

const header = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const unpackers = {
  gzip: promisify<Uint8Array, object, Buffer>(gunzip),
  deflate: promisify<Uint8Array, object, Buffer>(inflate),
  raw: promisify<Uint8Array, object, Buffer>(inflateRaw),
};

async function unpacked(body: unknown, encoding: string | undefined): Promise<Buffer> {
  if (!Buffer.isBuffer(body)) return Buffer.alloc(0);
  const options = { maxOutputLength: bodyLimit };
  try {
    switch (encoding?.toLowerCase()) {
      case undefined:
      case "identity":
        return body;
      case "gzip":
        return await unpackers.gzip(body, options);
      case "deflate":
        // Some senders leave the header out. It begins with the digit 8.
        return await ((body[0] ?? 0) % 16 === 8 ? unpackers.deflate : unpackers.raw)(body, options);
      default:
    }
  } catch (cause) {
    const tooLarge = cause instanceof RangeError;
    const problem = tooLarge
      ? `The body is more than ${bodyLimit} bytes when unpacked. Send fewer spans at once.`
      : `The body is no valid ${encoding}.`;
    throw new TidemarkError("invalidParameter", problem, { cause });
  }
  throw invalidParameter(`Unsupported Content-Encoding: ${encoding}`);
}

const mostLinked = 100;

/** The spans are recorded by now: a run that does not exist must not have them sent again. */
async function linkToRun(
  traces: Tracking["traces"],
  spans: readonly SpanInput[],
  runId: string | undefined,
): Promise<void> {
  if (runId === undefined) return;
  const ended = spans.filter(({ span }) => span.parentId === null).map(({ traceId }) => traceId);
  try {
    for (let start = 0; start < ended.length; start += mostLinked) {
      await traces.linkToRun(ended.slice(start, start + mostLinked), runId);
    }
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
  }
}
