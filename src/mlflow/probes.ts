import type { FastifyInstance } from "fastify";

/** The release of MLflow whose wire is spoken here. Clients send spans as OTLP to 3.4 and later. */
const spokenVersion = "3.17.2";

/** What clients and monitors ask to see who is there. */
export async function probes(app: FastifyInstance): Promise<void> {
  app.get("/health", (_request, reply) => reply.type("text/plain").send("OK"));
  app.get("/version", (_request, reply) => reply.type("text/plain").send(spokenVersion));
  for (const prefix of ["/api/3.0/mlflow", "/ajax-api/3.0/mlflow"]) {
    app.get(`${prefix}/server-info`, () => ({ store_type: "SqlStore", workspaces_enabled: false }));
  }
}
