import type { Disposable } from "vscode";
import type { EngineConnection, EngineState } from "../../client/engineConnection.ts";
import type { Caller } from "../../protocol/channel.ts";
import type { EventName, EventOf } from "../../protocol/contract.ts";
import type { EngineContract, EngineStatus } from "../../protocol/engineContract.ts";
import { TidemarkError } from "../../protocol/errors.ts";

/** Why there can't be an engine, or how it is. */
export type HostState = { readonly kind: "noFolder" } | { readonly kind: "untrusted" } | EngineState;

/** What a window knows of its engine: before a folder and trust are there, no more than that. */
export interface EngineHost extends Disposable {
  readonly state: HostState;
  /** The folder that the engine serves: the first of the window. */
  readonly folder: string | null;
  onState(listener: (state: HostState) => void): Disposable;
  on<K extends EventName<EngineContract>>(name: K, listener: (event: EventOf<EngineContract, K>) => void): Disposable;
  readonly request: Caller<EngineContract>["request"];
  /** The user trusts the folder from now on. */
  trust(): void;
  start(): Promise<EngineStatus>;
  stop(reason: string): Promise<void>;
  restart(reason: string): Promise<EngineStatus>;
}

export interface EngineHostDeps {
  readonly folder: string | null;
  readonly trusted: boolean;
  readonly connect: (folder: string) => EngineConnection;
}

/** Holds the window's connection to its engine back until the folder is trusted. */
export function createEngineHost(deps: EngineHostDeps): EngineHost {
  const connection = deps.folder === null ? null : deps.connect(deps.folder);
  const listeners = new Set<(state: HostState) => void>();
  let trusted = deps.trusted;
  const state = (): HostState =>
    connection === null ? { kind: "noFolder" } : trusted ? connection.state : { kind: "untrusted" };
  const tell = (): void => {
    for (const listener of listeners) listener(state());
  };
  const stopListening = connection?.onState(tell);
  const usable = (): EngineConnection => {
    if (connection === null) throw new TidemarkError("unavailable", "Open a folder first: Tidemark keeps runs in it.");
    if (!trusted) throw new TidemarkError("permissionDenied", "This folder is not trusted, so nothing runs in it.");
    return connection;
  };
  return {
    get state() {
      return state();
    },
    folder: deps.folder,
    onState(listener) {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    on: (name, listener) => ({ dispose: connection?.on(name, listener) ?? (() => undefined) }),
    request: async (name, params, signal, onProgress) =>
      usable().request(name, params as never, signal, onProgress) as never,
    trust() {
      trusted = true;
      tell();
    },
    start: async () => usable().start(),
    stop: async (reason) => usable().stop(reason),
    restart: async (reason) => usable().restart(reason),
    dispose() {
      stopListening?.();
      listeners.clear();
      connection?.dispose();
    },
  };
}
