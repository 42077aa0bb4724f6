import { once } from "node:events";
import { createServer } from "node:http";

export interface NullServer extends AsyncDisposable {
  readonly url: string;
}

const run = {
  info: { run_id: "0".repeat(32), experiment_id: "0", status: "RUNNING", start_time: 1, lifecycle_stage: "active" },
  data: { metrics: [], params: [], tags: [] },
};

/** A server that remembers nothing and answers at once: what a client takes with it is the client's own time. */
export async function startNullServer(): Promise<NullServer> {
  const started = JSON.stringify({ run, run_info: run.info });
  const server = createServer((request, response) => {
    const body = /runs\/(create|get|update)/.test(request.url ?? "") ? started : "{}";
    request.resume().once("end", () => {
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
