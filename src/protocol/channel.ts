import {
  CancellationTokenSource,
  ErrorCodes,
  type MessageConnection,
  ProgressType,
  ResponseError,
} from "vscode-jsonrpc";
import * as z from "zod";
import type { Contract, EventName, EventOf, Handlers, Params, ProgressOf, RequestName, Result } from "./contract.ts";
import { errorCodes, TidemarkError } from "./errors.ts";

/** JSON-RPC leaves this range to applications; the literal code travels in `data`. */
const applicationError = -32000;

/** Progress of all requests is one type to JSON-RPC: the token, beside the parameters, tells them apart. */
const progressType = new ProgressType<unknown>();
const Watched = z.object({ progressToken: z.number() });

/**
 * In milliseconds. Messages that came before the end are still being handed out, one a turn of the event loop,
 * when a connection says that it is closed.
 */
export const handingOutTime = 50;

/** What an application error carries beside its message. */
const ErrorData = z.object({ code: z.enum(errorCodes), data: z.record(z.string(), z.unknown()) });

/** The asking end of a channel. Requests reject with a {@link TidemarkError}, also when the connection closes. */
export interface Caller<C extends Contract> {
  /**
   * An aborted `signal` rejects with `cancelled` at once and tells the other side to stop working.
   * `onProgress` hears what the contract lets the request tell on its way.
   */
  request<K extends RequestName<C>>(
    name: K,
    params: z.input<C["requests"][K]["params"]>,
    signal?: AbortSignal,
    onProgress?: (progress: ProgressOf<C, K>) => void,
  ): Promise<Result<C, K>>;
  /** Calls `listener` for every such event until the returned function is called. */
  on<K extends EventName<C>>(name: K, listener: (event: EventOf<C, K>) => void): () => void;
}

/** The answering end of a channel. */
export interface Answerer<C extends Contract> {
  /** Resolves when the event is handed to the transport; rejects when the connection is closed. */
  emit<K extends EventName<C>>(name: K, event: EventOf<C, K>): Promise<void>;
}

export interface CallerOptions {
  /** After how many milliseconds without an answer or progress a request rejects with `unavailable`; without it, never. */
  readonly timeout?: number;
  /** Hears of events that do not fit the contract and of listeners that throw; without it they are thrown as uncaught. */
  readonly onError?: (error: unknown) => void;
}

/** Makes the asking end on a connection; the caller of this function listens and disposes the connection. */
export function caller<C extends Contract>(
  contract: C,
  connection: MessageConnection,
  options: CallerOptions = {},
): Caller<C> {
  const pending = new Set<(error: TidemarkError) => void>();
  const listeners = new Map<string, Set<(event: never) => void>>();
  const onError = options.onError ?? throwUncaught;
  let watched = 0;
  const closed = (): void => {
    for (const reject of pending) reject(new TidemarkError("unavailable", "The connection was closed."));
    pending.clear();
  };
  connection.onClose(() => setTimeout(closed, handingOutTime));
  connection.onDispose(closed);

  const deliver = (
    what: string,
    schema: z.ZodType,
    value: unknown,
    all: Iterable<(value: never) => void> | undefined,
  ): void => {
    const checked = schema.safeParse(value);
    if (!checked.success) {
      onError(new TidemarkError("internal", `${what} does not fit: ${z.prettifyError(checked.error)}`));
      return;
    }
    for (const listener of all ?? []) {
      try {
        listener(checked.data as never);
      } catch (error) {
        onError(error);
      }
    }
  };

  const watch = (listener: (value: unknown) => void) => {
    watched += 1;
    const { dispose } = connection.onProgress(progressType, watched, listener);
    return { token: watched, dispose };
  };

  return {
    async request(name, params, signal, onProgress) {
      const shape = contract.requests[name];
      if (shape === undefined) throw new TidemarkError("notFound", `No request is called ${name}.`);
      if (signal?.aborted) throw cancelled(name);
      const source = new CancellationTokenSource();
      let giveUp = (_error: TidemarkError): void => undefined;
      const givenUp = new Promise<never>((_, reject) => {
        giveUp = reject;
      });
      const withdraw = (error: TidemarkError): void => {
        giveUp(error);
        source.cancel();
      };
      const abort = (): void => withdraw(cancelled(name));
      const tooLate = (): void =>
        withdraw(new TidemarkError("unavailable", `${name} was not answered within ${options.timeout} ms.`));
      let timer: ReturnType<typeof setTimeout> | undefined;
      const alive = (): void => {
        clearTimeout(timer);
        if (options.timeout !== undefined) timer = setTimeout(tooLate, options.timeout);
      };
      alive();
      const { progress } = shape;
      const watching =
        progress === undefined || onProgress === undefined
          ? undefined
          : watch((value) => {
              alive();
              deliver(`The progress of ${name}`, progress, value, [onProgress]);
            });
      signal?.addEventListener("abort", abort, { once: true });
      pending.add(giveUp);
      const sent = watching === undefined ? params : { ...Object(params), progressToken: watching.token };
      try {
        const answer = await Promise.race([connection.sendRequest(name, sent, source.token), givenUp]);
        return checkedResult(name, shape.result, answer) as never;
      } catch (error) {
        throw fromWire(error);
      } finally {
        pending.delete(giveUp);
        clearTimeout(timer);
        watching?.dispose();
        signal?.removeEventListener("abort", abort);
        source.dispose();
      }
    },
    on(name, listener) {
      const schema = contract.events[name];
      if (schema === undefined) throw new TidemarkError("notFound", `No event is called ${name}.`);
      const others = listeners.get(name) ?? new Set();
      if (!listeners.has(name)) {
        listeners.set(name, others);
        connection.onNotification(name, (event: unknown) =>
          deliver(`The event ${name}`, schema, event, listeners.get(name)),
        );
      }
      const own = (event: EventOf<C, typeof name>): void => listener(event);
      others.add(own);
      return () => others.delete(own);
    },
  };
}

/**
 * Makes the answering end: every parameter is checked before its handler sees it, every failure is answered,
 * and handlers' signals are aborted when the asker cancels or goes away.
 */
export function answerer<C extends Contract>(
  contract: C,
  connection: MessageConnection,
  handlers: Handlers<C>,
): Answerer<C> {
  const working = new Set<AbortController>();
  const gone = (): void => {
    for (const abort of working) abort.abort();
  };
  connection.onClose(gone);
  connection.onDispose(gone);
  for (const [name, shape] of Object.entries(contract.requests)) {
    connection.onRequest(name, async (params: unknown, token) => {
      const checked = shape.params.safeParse(params);
      if (!checked.success) {
        return toWire(new TidemarkError("invalidParameter", `${name}: ${z.prettifyError(checked.error)}`));
      }
      const abort = new AbortController();
      if (token.isCancellationRequested) abort.abort();
      const subscription = token.onCancellationRequested(() => abort.abort());
      working.add(abort);
      try {
        const handler = handlers[name as RequestName<C>];
        const context = { signal: abort.signal, report: reporter(connection, params, abort.signal) };
        return await handler(checked.data as Params<C, RequestName<C>>, context as never);
      } catch (error) {
        return toWire(abort.signal.aborted ? cancelled(name) : error);
      } finally {
        working.delete(abort);
        subscription.dispose();
      }
    });
  }
  return { emit: async (name, event) => connection.sendNotification(name, event) };
}

/** Tells progress while somebody listens; a message that does not get through costs nothing. */
function reporter(connection: MessageConnection, params: unknown, signal: AbortSignal): (progress: unknown) => void {
  const watched = Watched.safeParse(params);
  if (!watched.success) return () => undefined;
  return (progress) => {
    if (signal.aborted) return;
    connection.sendProgress(progressType, watched.data.progressToken, progress).catch(() => undefined);
  };
}

const cancelled = (name: string): TidemarkError => new TidemarkError("cancelled", `${name} was cancelled.`);

function throwUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

function checkedResult(name: string, schema: z.ZodType, answer: unknown): unknown {
  const checked = schema.safeParse(answer);
  if (checked.success) return checked.data;
  throw new TidemarkError("internal", `The answer to ${name} does not fit: ${z.prettifyError(checked.error)}`);
}

function toWire(error: unknown): ResponseError<z.infer<typeof ErrorData>> {
  const { code, message, data } =
    error instanceof TidemarkError
      ? error
      : new TidemarkError("internal", error instanceof Error ? error.message : String(error));
  return new ResponseError(applicationError, message, { code, data });
}

function fromWire(error: unknown): TidemarkError {
  if (error instanceof TidemarkError) return error;
  if (!(error instanceof ResponseError)) {
    const message = error instanceof Error ? error.message : String(error);
    return new TidemarkError("unavailable", message, { cause: error });
  }
  const sent = ErrorData.safeParse(error.data);
  if (sent.success) return new TidemarkError(sent.data.code, error.message, { data: sent.data.data, cause: error });
  return new TidemarkError(libraryCodes.get(error.code) ?? "internal", error.message, { cause: error });
}

/** What the JSON-RPC library itself answers or rejects with. */
const libraryCodes = new Map<number, "notFound" | "unavailable">([
  [ErrorCodes.MethodNotFound, "notFound"],
  [ErrorCodes.MessageWriteError, "unavailable"],
  [ErrorCodes.MessageReadError, "unavailable"],
  [ErrorCodes.PendingResponseRejected, "unavailable"],
  [ErrorCodes.ConnectionInactive, "unavailable"],
]);
