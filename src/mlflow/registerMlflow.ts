import { finished } from "node:stream/promises";
import type { FastifyInstance } from "fastify";
import type { Tracking } from "../tracking/tracking.ts";
import { artifactProxy } from "./artifactProxy.ts";
import { errorReply, noSuchEndpoint } from "./errorReply.ts";
import { probes } from "./probes.ts";
import type { RawRequest, Route } from "./route.ts";
import { assessmentRoutes } from "./routes/assessmentRoutes.ts";
import { experimentRoutes } from "./routes/experimentRoutes.ts";
import { historyRoutes } from "./routes/historyRoutes.ts";
import { loggedModelRoutes } from "./routes/loggedModelRoutes.ts";
import { modelVersionRoutes } from "./routes/modelVersionRoutes.ts";
import { oldTraceRoutes } from "./routes/oldTraceRoutes.ts";
import { recordingRoutes } from "./routes/recordingRoutes.ts";
import { registeredModelRoutes } from "./routes/registeredModelRoutes.ts";
import { runArtifactRoutes } from "./routes/runArtifactRoutes.ts";
import { runRoutes } from "./routes/runRoutes.ts";
import { sharedTraceRoutes, traceRoutes } from "./routes/traceRoutes.ts";
import { otlpRoute } from "./spans/otlpRoute.ts";

/** Where each version of the API is. MLflow's own interface asks under the second name. */
const prefixes = {
  "2.0": ["/api/2.0/mlflow", "/ajax-api/2.0/mlflow"],
  "3.0": ["/api/3.0/mlflow", "/ajax-api/3.0/mlflow"],
} as const;

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
    wire.register(async (scope) => otlpRoute(scope, tracking));
    wire.register(probes);
  });
}

function tables(app: FastifyInstance, tracking: Tracking): void {
  app.removeAllContentTypeParsers();
  // Parsed by the route: a body that is no JSON is worded there, as MLflow does.
  app.addContentTypeParser("application/json", { parseAs: "string", bodyLimit: jsonLimit }, (_request, body, parsed) =>
    parsed(null, body),
  );
  const { traces } = tracking;
  const routes = {
    "2.0": [
      ...experimentRoutes(tracking),
      ...runRoutes(tracking),
      ...recordingRoutes(tracking),
      ...historyRoutes(tracking),
      ...runArtifactRoutes(tracking),
      ...loggedModelRoutes(tracking),
      ...registeredModelRoutes(tracking),
      ...modelVersionRoutes(tracking),
      ...oldTraceRoutes(traces),
      ...sharedTraceRoutes(traces),
    ],
    "3.0": [...traceRoutes(traces), ...assessmentRoutes(traces), ...sharedTraceRoutes(traces)],
  };
  for (const version of ["2.0", "3.0"] as const) {
    for (const prefix of prefixes[version]) for (const route of routes[version]) serve(app, prefix, route);
  }
}

function serve(app: FastifyInstance, prefix: string, { method, path, fields, answer }: Route): void {
  app.route<{ Querystring: RawRequest["query"]; Params: RawRequest["params"] }>({
    method,
    url: prefix + path,
    config: { fields },
    bodyLimit: jsonLimit,
    handler: async ({ query, params, body }, reply) => {
      const answered = await answer({ query, params, body: typeof body === "string" ? body : "" });
      return typeof answered === "string" ? reply.type("application/json").send(answered) : answered;
    },
  });
}
