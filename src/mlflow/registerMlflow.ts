import { finished } from "node:stream/promises";
import type { FastifyInstance } from "fastify";
import type { Tracking } from "../tracking/tracking.ts";
import { artifactProxy } from "./artifactProxy.ts";
import { errorReply, noSuchEndpoint } from "./errorReply.ts";
import { probes } from "./probes.ts";
import type { RawRequest } from "./route.ts";
import { experimentRoutes } from "./routes/experimentRoutes.ts";
import { historyRoutes } from "./routes/historyRoutes.ts";
import { loggedModelRoutes } from "./routes/loggedModelRoutes.ts";
import { recordingRoutes } from "./routes/recordingRoutes.ts";
import { runArtifactRoutes } from "./routes/runArtifactRoutes.ts";
import { runRoutes } from "./routes/runRoutes.ts";

/** MLflow's own interface asks under the second name. */
const prefixes = ["/api/2.0/mlflow", "/ajax-api/2.0/mlflow"];

/** A data set's profile alone may have 16 MB. */
const jsonLimit = 64 * 1024 * 1024;

/**
 * Serves MLflow's wire: every route, its body parsing and its error shapes, in a scope of their own.
 * Knows nothing of tokens; who may ask is decided before.
 */
export function registerMlflow(app: FastifyInstance, { tracking }: { readonly tracking: Tracking }): void {
  app.register(async (wire) => {
    wire.setErrorHandler(async (error, request, reply) => {
      const { status, body } = errorReply(error);
      if (status >= 500 && status !== 501) request.log.error(error);
      // A client that cannot finish sending sees a broken connection, and tries again for minutes.
      if (status === 413) await finished(request.raw.resume());
      return reply.status(status).send(body);
    });
    wire.setNotFoundHandler((request, reply) => {
      const { status, body } = noSuchEndpoint(request.method, request.url.split("?", 1)[0] ?? request.url);
      return reply.status(status).send(body);
    });
    wire.register(async (scope) => tables(scope, tracking));
    wire.register(async (scope) => artifactProxy(scope, tracking));
    wire.register(probes);
  });
}

function tables(app: FastifyInstance, tracking: Tracking): void {
  app.removeAllContentTypeParsers();
  // Parsed by the route: a body that is no JSON is worded there, as MLflow does.
  app.addContentTypeParser("application/json", { parseAs: "string", bodyLimit: jsonLimit }, (_request, body, parsed) =>
    parsed(null, body),
  );
  const routes = [
    ...experimentRoutes(tracking),
    ...runRoutes(tracking),
    ...recordingRoutes(tracking),
    ...historyRoutes(tracking),
    ...runArtifactRoutes(tracking),
    ...loggedModelRoutes(tracking),
  ];
  for (const { method, path, answer } of routes) {
    for (const prefix of prefixes) {
      app.route<{ Querystring: RawRequest["query"]; Params: RawRequest["params"] }>({
        method,
        url: prefix + path,
        bodyLimit: jsonLimit,
        handler: async ({ query, params, body }) =>
          answer({ query, params, body: typeof body === "string" ? body : "" }),
      });
    }
  }
}
