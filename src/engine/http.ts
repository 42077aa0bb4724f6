import { once } from "node:events";
import { createServer } from "node:http";
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply } from "fastify";
import { repairUrl } from "../mlflow/repairUrl.ts";
import type { TidemarkError } from "../protocol/errors.ts";
import type { Logger } from "./engineLog.ts";
import { guard } from "./httpGuard.ts";
import { listenOnLoopback } from "./listen.ts";

/** A log-batch may carry a million characters of parameters and thousands of metrics; artifacts are streamed, for as long as it takes. */
const bodyLimit = 64 * 1024 * 1024;

/** Longer than a script pauses between two metrics, mostly, so that its connection is still there. */
const keepAliveTimeout = 72_000;

/** How long requests in flight may go on once the engine stops. */
const drainTime = 5000;

export interface HttpOptions {
  /** Null asks for none. */
  readonly token: string | null;
  /** In order of preference; when all are taken, any free one is used. */
  readonly ports: readonly number[];
  readonly log: Logger;
  /** Called at each request that was let in. */
  readonly onRequest: () => void;
  /** Adds the routes. */
  readonly routes: (app: FastifyInstance) => void | Promise<void>;
}

export interface HttpServer {
  readonly port: number;
  readonly url: string;
  /** Takes no more requests, finishes those in flight, and resolves when every connection is closed. */
  close(): Promise<void>;
}

/** Serves HTTP on loopback to those who know the token; no CORS, no web pages, no other host's name. */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const server = createServer({ requestTimeout: 0, keepAliveTimeout });
  const logger: FastifyBaseLogger = options.log.child({ part: "http" }, { level: "warn" });
  const app = fastify({
    serverFactory: (handler) => server.on("request", handler),
    loggerInstance: logger,
    bodyLimit,
    routerOptions: { maxParamLength: 5000 },
    rewriteUrl: ({ url }) => repairUrl(url ?? "/"),
  });
  let port = 0;
  let closing = false;
  app.addHook("onRequest", async (request, reply) => {
    const refusal = guard(request.headers, { port, token: options.token });
    if (refusal === null) options.onRequest();
    else await refuse(reply, refusal);
  });
  app.addHook("onResponse", async () => {
    // A kept-alive connection becomes idle just after its last response.
    if (closing) setImmediate(() => server.closeIdleConnections());
  });
  await options.routes(app);
  // Listening comes last: a script that retries must not meet an engine that knows no routes yet.
  await app.ready();
  port = await listenOnLoopback(server, options.ports);
  const close = async (): Promise<void> => {
    closing = true;
    const timer = setTimeout(() => server.closeAllConnections(), drainTime);
    const closed = once(server, "close");
    server.close();
    await closed;
    clearTimeout(timer);
    await app.close();
  };
  return { port, url: `http://127.0.0.1:${port}`, close };
}

/** In the shape of MLflow's errors, so that its client shows the message. */
function refuse(reply: FastifyReply, error: TidemarkError): FastifyReply {
  // The connection closes because the body of a refused upload is not read.
  reply.header("connection", "close");
  if (error.code !== "unauthenticated") {
    return reply.code(403).send({ error_code: "PERMISSION_DENIED", message: error.message });
  }
  reply.header("www-authenticate", 'Bearer realm="Tidemark", Basic realm="Tidemark"');
  return reply.code(401).send({ error_code: "UNAUTHENTICATED", message: error.message });
}
