import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createMessageConnection, SocketMessageReader, SocketMessageWriter } from "vscode-jsonrpc/node";
import { type Caller, caller, handingOutTime } from "../protocol/channel.ts";
import { type EngineContract, type EngineStatus, engineContract, protocolVersion } from "../protocol/engineContract.ts";
import { TidemarkError } from "../protocol/errors.ts";

/** Who connects: a name for the engine's log (`vscode`, `cli`) and the version of its package. */
export interface ClientIdentity {
  readonly client: string;
  readonly version: string;
}

/** A living connection to an engine that has answered hello. */
export interface ConnectedEngine extends Caller<EngineContract> {
  /** What the engine said of itself at hello. */
  readonly status: EngineStatus;
  /** Resolves when the connection is gone, whoever ended it, and what came before its end was heard. */
  readonly closed: Promise<void>;
  dispose(): void;
}

/** A hello that takes longer comes from an engine that hangs. */
const helloTimeout = 10_000;
/** Longer than any request should take; a bound, so that nobody waits for ever. */
const requestTimeout = 600_000;

/**
 * Connects to the engine behind a socket and says hello.
 * Rejects with `unavailable` when nobody listens there, with `data.hangs` when somebody does but never answers.
 */
export async function connectEngine(path: string, identity: ClientIdentity): Promise<ConnectedEngine> {
  const socket = await open(path);
  const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => setTimeout(resolve, handingOutTime));
  });
  // A broken socket closes next, which is what everybody waits for.
  connection.onError(() => undefined);
  const asks = caller(engineContract, connection, { timeout: requestTimeout });
  connection.listen();
  const dispose = (): void => connection.dispose();
  try {
    const hello = { ...identity, protocol: protocolVersion };
    const status = await asks.request("engine/hello", hello, AbortSignal.timeout(helloTimeout));
    return { request: asks.request, on: asks.on, status, closed, dispose };
  } catch (error) {
    dispose();
    if (!(error instanceof TidemarkError) || error.code !== "cancelled") throw error;
    const message = "The engine of this workspace runs but does not answer. End its process to start a new one.";
    throw new TidemarkError("unavailable", message, { data: { hangs: true }, cause: error });
  }
}

async function open(path: string): Promise<Socket> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return socket;
  } catch (cause) {
    socket.destroy();
    throw new TidemarkError("unavailable", `No engine listens at ${path}.`, { cause });
  }
}
