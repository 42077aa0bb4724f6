import { once } from "node:events";
import { createServer, request } from "node:http";

/** What becomes of a request on its way to a server. */
export type Fate = "answered" | "answerLost" | "unauthorized";

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** Stands between a client and a server, and loses answers as a bad line does: after the server has acted. */
export interface UnreliableProxy extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Decides about requests from now on; also where to wait, kill and look. */
  decide(fate: (request: Seen) => Fate): void;
}

export async function startUnreliableProxy(target: string): Promise<UnreliableProxy> {
  const { hostname, port } = new URL(target);
  const seen: Seen[] = [];
  let fateOf: (request: Seen) => Fate = () => "answered";
  const server = createServer((incoming, outgoing) => {
    const asked = {
      method: incoming.method ?? "",
      path: incoming.url ?? "",
      authorization: incoming.headers.authorization,
    };
    seen.push(asked);
    const fate = fateOf(asked);
    if (fate === "unauthorized") {
      incoming.resume();
      outgoing.writeHead(401, { "content-type": "text/plain" }).end("Who are you?");
      return;
    }
    const { method, path } = asked;
    const forwarded = request({ hostname, port, method, path, headers: incoming.headers }, (answer) => {
      if (fate === "answered") {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      } else answer.resume().once("end", () => outgoing.destroy());
    });
    forwarded.once("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has a port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    decide(fate) {
      fateOf = fate;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
