import { CancellationTokenSource, type MessageConnection, ResponseError } from "vscode-jsonrpc";
import type { z } from "zod";
import type { Contract, EventName, EventOf, Handlers, Params, RequestName, Result } from "./contract.ts";
import { type ErrorCode, errorCodes, TidemarkError } from "./errors.ts";

/** JSON-RPC leaves this range to applications; the literal code travels in `data`. */
const applicationError = -32000;

/** The asking end of a channel. Requests reject with a {@link TidemarkError}, also when the connection closes. */
export interface Caller<C extends Contract> {
  request<K extends RequestName<C>>(
    name: K,
    params: z.input<C["requests"][K]["params"]>,
    signal?: AbortSignal,
  ): Promise<Result<C, K>>;
  /** Calls `listener` for every such event until the returned function is called. */
  on<K extends EventName<C>>(name: K, listener: (event: EventOf<C, K>) => void): () => void;
}

/** The answering end of a channel. */
export interface Answerer<C extends Contract> {
  /** Resolves when the event is handed to the transport; rejects when the connection is closed. */
  emit<K extends EventName<C>>(name: K, event: EventOf<C, K>): Promise<void>;
}

/** Makes the asking end on a connection; the caller of this function listens and disposes the connection. */
export function caller<C extends Contract>(contract: C, connection: MessageConnection): Caller<C> {
  const pending = new Set<(error: TidemarkError) => void>();
  const closed = (): void => {
    for (const reject of pending) reject(new TidemarkError("unavailable", "The connection was closed."));
    pending.clear();
  };
  connection.onClose(closed);
  connection.onDispose(closed);
  return {
    async request(name, params, signal) {
      const shape = contract.requests[name];
      if (shape === undefined) throw new TidemarkError("notFound", `No request is called ${name}.`);
      const source = new CancellationTokenSource();
      const abort = (): void => source.cancel();
      if (signal?.aborted) abort();
      signal?.addEventListener("abort", abort, { once: true });
      let drop: ((error: TidemarkError) => void) | undefined;
      try {
        const lost = new Promise<never>((_, reject) => {
          drop = reject;
          pending.add(reject);
        });
        const answer = connection.sendRequest(name, params, source.token);
        return shape.result.parse(await Promise.race([answer, lost])) as never;
      } catch (error) {
        throw fromWire(error);
      } finally {
        if (drop !== undefined) pending.delete(drop);
        signal?.removeEventListener("abort", abort);
        source.dispose();
      }
    },
    on(name, listener) {
      const schema = contract.events[name];
      if (schema === undefined) throw new TidemarkError("notFound", `No event is called ${name}.`);
      const subscription = connection.onNotification(name, (event: unknown) => listener(schema.parse(event) as never));
      return () => subscription.dispose();
    },
  };
}

/** Makes the answering end: every parameter is checked before its handler sees it, every failure is answered. */
export function answerer<C extends Contract>(
  contract: C,
  connection: MessageConnection,
  handlers: Handlers<C>,
): Answerer<C> {
  for (const [name, shape] of Object.entries(contract.requests)) {
    connection.onRequest(name, async (params: unknown, token) => {
      const checked = shape.params.safeParse(params);
      if (!checked.success) return toWire(new TidemarkError("invalidParameter", `${name}: ${checked.error.message}`));
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      try {
        const handler = handlers[name as RequestName<C>];
        return await handler(checked.data as Params<C, RequestName<C>>, { signal: abort.signal });
      } catch (error) {
        return toWire(error);
      } finally {
        subscription.dispose();
      }
    });
  }
  return { emit: (name, event) => connection.sendNotification(name, event) };
}

function toWire(error: unknown): ResponseError<unknown> {
  if (error instanceof TidemarkError) {
    return new ResponseError(applicationError, error.message, { code: error.code, ...error.data });
  }
  return new ResponseError(applicationError, error instanceof Error ? error.message : String(error), {
    code: "internal",
  });
}

function fromWire(error: unknown): TidemarkError {
  if (error instanceof TidemarkError) return error;
  if (error instanceof ResponseError) {
    const { code, ...data } = (error.data ?? {}) as { code?: string };
    const known = errorCodes.find((each): each is ErrorCode => each === code) ?? "internal";
    return new TidemarkError(known, error.message, { data, cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new TidemarkError("unavailable", message, { cause: error });
}
