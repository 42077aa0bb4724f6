import type * as z from "zod";
import type { Caller } from "../protocol/channel.ts";
import type { EventName, EventOf, ProgressOf, RequestName, Result } from "../protocol/contract.ts";
import type { EngineContract, EngineStatus } from "../protocol/engineContract.ts";
import { TidemarkError } from "../protocol/errors.ts";
import { stopEngine } from "./attachEngine.ts";
import type { ConnectedEngine } from "./connectEngine.ts";
import { countDeath } from "./crashLimit.ts";

/** What a user may be told about the engine. */
export type EngineState =
  | { readonly kind: "starting" }
  | { readonly kind: "connected"; readonly status: EngineStatus }
  /** It went away and is being brought back. */
  | { readonly kind: "lost"; readonly reason: string }
  /** It is gone and stays so until {@link EngineConnection.start}; `error` says why when nobody asked for that. */
  | { readonly kind: "stopped"; readonly reason: string; readonly error: TidemarkError | null };

/** How to connect this time; given to `ensureEngine` together with what never changes. */
export interface ConnectRequest {
  readonly signal: AbortSignal;
  readonly patience: number;
  readonly args: readonly string[];
}

/** Somebody replaces the engine: leave them this long to bring the new one up. */
const replacementPatience = 8_000;

/**
 * A workspace's engine as one lasting thing: it starts or attaches, comes back when the engine dies, and keeps
 * listeners across engines. Requests made while it is starting or lost wait for it; without an engine they reject.
 * @example
 * const engine = new EngineConnection((request) => ensureEngine({ ...options, ...request }));
 * engine.on("changed", refresh);
 * await engine.start();
 */
export class EngineConnection implements Caller<EngineContract> {
  readonly #connectTo: (request: ConnectRequest) => Promise<ConnectedEngine>;
  readonly #lifetime = new AbortController();
  readonly #stateListeners = new Set<(state: EngineState) => void>();
  readonly #bindings = new Map<(engine: ConnectedEngine) => () => void, () => void>();
  #state: EngineState = { kind: "stopped", reason: "It was not started yet.", error: null };
  #engine: ConnectedEngine | null = null;
  #connecting: Promise<ConnectedEngine> | null = null;
  #stopping: { readonly reason: string; readonly restart: boolean } | null = null;
  #deaths: readonly number[] = [];
  #args: readonly string[] = [];

  constructor(connectTo: (request: ConnectRequest) => Promise<ConnectedEngine>) {
    this.#connectTo = connectTo;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Calls `listener` on every change of state until the returned function is called. */
  onState(listener: (state: EngineState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** Starts or attaches; at once when connected. Rejects with what keeps the engine from starting. */
  async start(): Promise<EngineStatus> {
    const engine = this.#engine ?? (await (this.#connecting ?? this.#connect({ kind: "starting" }, 0)));
    return engine.status;
  }

  /** Stops the engine, for other windows too; resolves when it is gone. */
  async stop(reason: string): Promise<void> {
    await this.#end({ reason, restart: false });
  }

  /** Stops the engine and starts it again, at the same address. */
  async restart(reason: string): Promise<EngineStatus> {
    await this.#end({ reason, restart: true });
    return this.start();
  }

  async request<K extends RequestName<EngineContract>>(
    name: K,
    params: z.input<EngineContract["requests"][K]["params"]>,
    signal?: AbortSignal,
    onProgress?: (progress: ProgressOf<EngineContract, K>) => void,
  ): Promise<Result<EngineContract, K>> {
    const engine = this.#engine ?? (await this.#connecting);
    if (engine === null) throw new TidemarkError("unavailable", "The engine is not running.");
    return engine.request(name, params, signal, onProgress);
  }

  on<K extends EventName<EngineContract>>(name: K, listener: (event: EventOf<EngineContract, K>) => void): () => void {
    const bind = (engine: ConnectedEngine): (() => void) => engine.on(name, listener);
    this.#bindings.set(bind, this.#engine === null ? () => undefined : bind(this.#engine));
    return () => {
      this.#bindings.get(bind)?.();
      this.#bindings.delete(bind);
    };
  }

  /** Lets go of the engine, which lives on. */
  dispose(): void {
    this.#lifetime.abort();
    this.#stateListeners.clear();
    this.#bindings.clear();
    this.#engine?.dispose();
    this.#engine = null;
  }

  #connect(state: EngineState, patience: number): Promise<ConnectedEngine> {
    const { signal } = this.#lifetime;
    this.#connecting = this.#connectTo({ signal, patience, args: this.#args })
      .then((engine) => this.#adopt(engine))
      .catch((cause: unknown) => {
        const error = asTidemarkError(cause);
        this.#set({ kind: "stopped", reason: error.message, error });
        throw error;
      })
      .finally(() => {
        this.#connecting = null;
      });
    this.#set(state);
    return this.#connecting;
  }

  #adopt(engine: ConnectedEngine): ConnectedEngine {
    if (this.#lifetime.signal.aborted) {
      engine.dispose();
      throw new TidemarkError("cancelled", "Nobody needs the engine any more.");
    }
    this.#engine = engine;
    this.#stopping = null;
    // Port and token come back by themselves; having no token has to be asked for again.
    this.#args = engine.status.token === null ? ["--no-token"] : [];
    engine.on("stopping", (event) => {
      this.#stopping = event;
    });
    for (const bind of this.#bindings.keys()) this.#bindings.set(bind, bind(engine));
    engine.closed.then(() => this.#lost(engine));
    this.#set({ kind: "connected", status: engine.status });
    return engine;
  }

  #lost(engine: ConnectedEngine): void {
    if (this.#engine !== engine || this.#lifetime.signal.aborted) return;
    this.#engine = null;
    engine.dispose();
    const announced = this.#stopping;
    this.#stopping = null;
    if (announced !== null && !announced.restart) {
      this.#set({ kind: "stopped", reason: announced.reason, error: null });
      return;
    }
    if (announced === null) {
      const { deaths, giveUp } = countDeath(this.#deaths, Date.now());
      this.#deaths = deaths;
      if (giveUp) {
        const reason = `The engine ended unexpectedly ${deaths.length} times within a minute. Its log says why.`;
        this.#set({ kind: "stopped", reason, error: new TidemarkError("unavailable", reason) });
        return;
      }
    }
    const reason = announced?.reason ?? "The engine ended unexpectedly.";
    // A failure is told by the state; whoever waits in request() hears of it there.
    this.#connect({ kind: "lost", reason }, announced === null ? 0 : replacementPatience).catch(() => undefined);
  }

  async #end(request: { readonly reason: string; readonly restart: boolean }): Promise<void> {
    const engine = this.#engine ?? (await this.#connecting);
    if (engine === null) return;
    // Its end is ours from here on: no automatic start in between.
    this.#engine = null;
    try {
      await stopEngine(engine, request);
    } finally {
      if (!request.restart) this.#set({ kind: "stopped", reason: request.reason, error: null });
    }
  }

  #set(state: EngineState): void {
    if (this.#lifetime.signal.aborted) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }
}

const asTidemarkError = (error: unknown): TidemarkError =>
  error instanceof TidemarkError
    ? error
    : new TidemarkError("internal", error instanceof Error ? error.message : String(error), { cause: error });
