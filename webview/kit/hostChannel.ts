import { createMessageConnection } from "vscode-jsonrpc/browser";
import type * as z from "zod";
import { type Caller, caller } from "../../src/protocol/channel.ts";
import type { Contract } from "../../src/protocol/contract.ts";
import { portTransport } from "../../src/protocol/messagePort.ts";

interface HostApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): HostApi;

/** What a page remembers over a reload of the window. */
export interface PageMemory<S> {
  readonly value: S;
  /** Replaces the named parts and keeps them. */
  update(change: Partial<S>): void;
}

/** Connects to the host. The editor hands its API out once a page, so this is called once. */
export function connectHost<C extends Contract, S extends object>(
  contract: C,
  memorySchema: z.ZodType<S>,
): { host: Caller<C>; memory: PageMemory<S> } {
  const api = acquireVsCodeApi();
  const { reader, writer } = portTransport({
    post: (message) => api.postMessage(message),
    onMessage: (listener) => {
      const hear = (event: MessageEvent): void => listener(event.data);
      window.addEventListener("message", hear);
      return () => window.removeEventListener("message", hear);
    },
  });
  const connection = createMessageConnection(reader, writer);
  const host = caller(contract, connection);
  connection.listen();

  let value = memorySchema.parse(api.getState() ?? {});
  const memory: PageMemory<S> = {
    get value() {
      return value;
    },
    update(change) {
      value = { ...value, ...change };
      api.setState(value);
    },
  };
  return { host, memory };
}
