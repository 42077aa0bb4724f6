import { once } from "node:events";
import { chmod, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { createMessageConnection, SocketMessageReader, SocketMessageWriter } from "vscode-jsonrpc/node";
import { type Answerer, answerer } from "../protocol/channel.ts";
import type { EventName, EventOf, Handlers } from "../protocol/contract.ts";
import { type EngineContract, engineContract } from "../protocol/engineContract.ts";
import type { Logger } from "./engineLog.ts";

export interface RpcOptions {
  /** The socket or pipe; a socket's folder must be the user's alone. */
  readonly path: string;
  readonly handlers: Handlers<EngineContract>;
  readonly log: Logger;
  /** Called when a client has said hello or has left. */
  readonly onClients: () => void;
}

export interface RpcServer {
  /** Clients that have said hello. */
  readonly clients: number;
  /** Sends an event to every client that has said hello. */
  broadcast<K extends EventName<EngineContract>>(name: K, event: EventOf<EngineContract, K>): void;
  /** Takes no new connections and removes the socket; those that are there stay. */
  refuseNew(): void;
  /** Ends every connection, after the answers and events that are under way, and resolves when they are gone. */
  disconnect(): Promise<void>;
}

/** A client that reads so much less than it is sent hangs; it is cut off and may connect again. */
const maxUnread = 16 * 1024 * 1024;
/** How long what is under way may take once connections are to end. */
const flushTime = 2000;

/** Serves the editor's requests on a local socket of the user's own. */
export async function serveRpc(options: RpcOptions): Promise<RpcServer> {
  const sockets = new Set<Socket>();
  const greeted = new Map<Socket, Answerer<EngineContract>>();
  const working = new Set<Promise<void>>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const connection = createMessageConnection(
      new SocketMessageReader(socket),
      new SocketMessageWriter(socket),
      undefined,
      {
        messageStrategy: {
          handleMessage(message, next) {
            const work = Promise.resolve(next(message)).finally(() => working.delete(work));
            working.add(work);
            return work;
          },
        },
      },
    );
    connection.onError(([error]) => options.log.debug({ err: error }, "A client's connection failed."));
    socket.once("close", () => {
      sockets.delete(socket);
      connection.dispose();
      if (greeted.delete(socket)) options.onClients();
    });
    const answers = answerer(engineContract, connection, {
      ...options.handlers,
      "engine/hello": async (hello, context) => {
        greeted.set(socket, answers);
        options.onClients();
        options.log.info({ client: hello.client, version: hello.version }, "A client has connected.");
        return options.handlers["engine/hello"](hello, context);
      },
    });
    connection.listen();
  });
  const isPipe = options.path.startsWith("\\\\");
  // The lock is ours, so what lies there was left by an engine that was killed.
  if (!isPipe) await rm(options.path, { force: true });
  server.listen(options.path);
  await once(server, "listening");
  if (!isPipe) await chmod(options.path, 0o600);

  return {
    get clients() {
      return greeted.size;
    },
    broadcast(name, event) {
      for (const [socket, answers] of greeted) {
        if (socket.writableLength > maxUnread) {
          options.log.warn("A client does not read what it is sent; it is cut off.");
          socket.destroy();
          continue;
        }
        const sent = answers
          .emit(name, event)
          .catch((error: unknown) => options.log.debug({ err: error }, "An event did not reach a client."))
          .finally(() => working.delete(sent));
        working.add(sent);
      }
    },
    refuseNew: () => {
      server.close();
    },
    async disconnect() {
      await Promise.race([Promise.allSettled(working), delay(flushTime, undefined, { ref: false })]);
      const gone = [...sockets].map(async (socket) => {
        const timer = setTimeout(() => socket.destroy(), flushTime);
        await new Promise<void>((resolve) => {
          socket.once("close", () => resolve());
          socket.end();
        });
        clearTimeout(timer);
      });
      await Promise.all(gone);
    },
  };
}
