import { finished } from "node:stream/promises";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { DataProcess } from "../data/process/startData.ts";
import { type ErrorCode, invalidParameter, TidemarkError } from "../protocol/errors.ts";

/** One request's rows, and those of all requests that are answered at the moment, in bytes. */
const mostBytes = 8 * 2 ** 20;
const mostHeld = 64 * 2 ** 20;
const mostKey = 255;

const formats: Readonly<Record<string, "json" | "jsonl">> = {
  "application/json": "json",
  "application/jsonl": "jsonl",
  "application/x-ndjson": "jsonl",
  "application/ndjson": "jsonl",
  "application/x-jsonlines": "jsonl",
  "application/json-lines": "jsonl",
};

/** `POST /v1/datasets/{name}/rows`: rows go to the data process as they came. */
export function rowsRoute(app: FastifyInstance, { request: ask }: Pick<DataProcess, "request">): void {
  let held = 0;
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(Object.keys(formats), { parseAs: "buffer", bodyLimit: mostBytes }, (_, body, parsed) =>
      parsed(null, body),
    );
    scope.setErrorHandler(async (error, request, reply) => {
      const { status, message } = replyOf(error);
      if (status >= 500) request.log.error(error);
      // A client that can't finish sending sees a broken connection instead of the answer.
      if (!request.raw.readableEnded) await finished(request.raw.resume()).catch(() => undefined);
      return refuse(reply, status, message);
    });
    scope.addHook("preParsing", async (request, reply) => {
      const length = Number(request.headers["content-length"] ?? mostBytes);
      if (length <= mostBytes && held + length > mostHeld) {
        throw new TidemarkError("unavailable", "Many requests are answered already.", { data: { busy: true } });
      }
      held += length;
      reply.raw.once("close", () => {
        held -= length;
      });
    });
    scope.post<{ Params: { name: string } }>("/v1/datasets/:name/rows", { bodyLimit: mostBytes }, async (request) => {
      const type = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
      const key = request.headers["idempotency-key"] ?? null;
      if (key !== null && (typeof key !== "string" || key === "" || key.length > mostKey)) {
        throw invalidParameter(`Idempotency-Key must have 1 to ${mostKey} characters.`);
      }
      if (request.headers["content-encoding"] !== undefined) {
        throw invalidParameter("Send rows without Content-Encoding.");
      }
      const body = textOf(request.body);
      return await ask("ingest/append", { dataset: request.params.name, body, format: formats[type] ?? "json", key });
    });
  });
}

/** Text that isn't UTF-8 would be kept with other characters than were sent. */
function textOf(body: unknown): string {
  try {
    return body instanceof Uint8Array ? new TextDecoder("utf-8", { fatal: true }).decode(body) : "";
  } catch {
    throw invalidParameter("The body isn't UTF-8.");
  }
}

const statuses: Partial<Readonly<Record<ErrorCode, number>>> = {
  invalidParameter: 400,
  notFound: 404,
  conflict: 409,
  unavailable: 503,
  diskFull: 507,
};

function replyOf(error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof TidemarkError) {
    const status = error.data.busy === true ? 429 : (statuses[error.code] ?? 500);
    return { status, message: error.message };
  }
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  if (status === 413)
    return { status, message: `A request may have ${mostBytes / 2 ** 20} MiB: send fewer rows at once.` };
  if (status === 415) return { status, message: "Send application/json, or application/x-ndjson for JSON Lines." };
  return { status, message: status < 500 && error instanceof Error ? error.message : "The rows were not taken." };
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  if (status === 429 || status === 503) reply.header("retry-after", "1");
  return reply.code(status).send({ error_code: codeOf(status), message });
}

const codeOf = (status: number): string => {
  if (status === 404) return "RESOURCE_DOES_NOT_EXIST";
  if (status === 429) return "REQUEST_LIMIT_EXCEEDED";
  if (status === 503 || status === 507) return "TEMPORARILY_UNAVAILABLE";
  return status < 500 ? "INVALID_PARAMETER_VALUE" : "INTERNAL_ERROR";
};
