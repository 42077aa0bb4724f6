import type { FastifyInstance } from "fastify";

/**
 * The release of MLflow whose wire is spoken here. Clients compare it to find out what they may send:
 * from 3.4 on they would send traces as OTLP, which nothing here takes yet.
 */
const spokenVersion = "3.3.2";

/** What clients and monitors ask to see who is there. */
export async function probes(app: FastifyInstance): Promise<void> {
  app.get("/health", (_request, reply) => reply.type("text/plain").send("OK"));
  app.get("/version", (_request, reply) => reply.type("text/plain").send(spokenVersion));
  for (const prefix of ["/api/3.0/mlflow", "/ajax-api/3.0/mlflow"]) {
    app.get(`${prefix}/server-info`, () => ({ store_type: "SqlStore", workspaces_enabled: false }));
  }
}
