import { type ErrorCode, TidemarkError } from "../protocol/errors.ts";

/** What a failed request is answered with. */
export interface ErrorReply {
  readonly status: number;
  readonly body: { readonly error_code: string; readonly message: string };
}

/**
 * MLflow's words for our failures. Clients retry 408, 429, 500, 502, 503 and 504 for minutes: so these stand only
 * where waiting can help (a full disk that someone empties), never for what the caller did wrong.
 */
const replies: Readonly<Record<ErrorCode, readonly [number, string]>> = {
  invalidParameter: [400, "INVALID_PARAMETER_VALUE"],
  alreadyExists: [400, "RESOURCE_ALREADY_EXISTS"],
  notFound: [404, "RESOURCE_DOES_NOT_EXIST"],
  unauthenticated: [401, "UNAUTHENTICATED"],
  permissionDenied: [403, "PERMISSION_DENIED"],
  conflict: [409, "RESOURCE_CONFLICT"],
  notImplemented: [501, "NOT_IMPLEMENTED"],
  unavailable: [503, "TEMPORARILY_UNAVAILABLE"],
  diskFull: [503, "TEMPORARILY_UNAVAILABLE"],
  readOnly: [403, "PERMISSION_DENIED"],
  storeTooNew: [500, "INTERNAL_ERROR"],
  storeDamaged: [500, "INTERNAL_ERROR"],
  cancelled: [499, "CANCELLED"],
  internal: [500, "INTERNAL_ERROR"],
};

/** The answer to a request that failed with `error`, whatever was thrown. */
export function errorReply(error: unknown): ErrorReply {
  if (error instanceof TidemarkError) {
    const [status, code] = replies[error.code];
    return reply(status, code, error.message);
  }
  return fastifyReply(error) ?? reply(500, "INTERNAL_ERROR", "An internal error has occurred.");
}

/** No route has that path, or not with that method: clients fall back to older sequences on this very code. */
export const noSuchEndpoint = (method: string, path: string): ErrorReply =>
  reply(404, "ENDPOINT_NOT_FOUND", `No endpoint answers ${method} ${path}.`);

/** What the HTTP framework refuses before a handler sees it. */
function fastifyReply(error: unknown): ErrorReply | undefined {
  if (!(error instanceof Error) || !("statusCode" in error) || typeof error.statusCode !== "number") return undefined;
  const code = "code" in error ? error.code : undefined;
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") {
    return reply(400, "INVALID_PARAMETER_VALUE", "Bad Request. Content-Type must be one of ['application/json'].");
  }
  if (error.statusCode === 413) {
    return reply(413, "INVALID_PARAMETER_VALUE", "The request body is too large. Split it into several requests.");
  }
  if (error.statusCode >= 400 && error.statusCode < 500) return reply(error.statusCode, "BAD_REQUEST", error.message);
  return undefined;
}

const reply = (status: number, code: string, message: string): ErrorReply => ({
  status,
  body: { error_code: code, message },
});
