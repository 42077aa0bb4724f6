import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectEngine } from "../../../src/client/connectEngine.ts";
import { type ConnectRequest, EngineConnection, type EngineState } from "../../../src/client/engineConnection.ts";
import { type RpcServer, serveRpc } from "../../../src/engine/rpcServer.ts";
import type { Handlers } from "../../../src/protocol/contract.ts";
import { type EngineContract, type EngineStatus, engineContract } from "../../../src/protocol/engineContract.ts";
import { TidemarkError } from "../../../src/protocol/errors.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporaryFolder.ts";

const identity = { client: "test", version: "1.0.0" };

/** Engines on a real socket that answer only what these tests ask. */
class Engines {
  readonly requests: Omit<ConnectRequest, "signal">[] = [];
  readonly #path: string;
  #server: RpcServer | null = null;
  #started = 0;
  refusal: TidemarkError | null = null;
  token: string | null = "secret";

  constructor(folder: string) {
    this.#path = join(folder, "engine.sock");
  }

  get running(): RpcServer {
    if (this.#server === null) throw new Error("No engine is running.");
    return this.#server;
  }

  readonly connect = async ({ patience, args }: ConnectRequest) => {
    this.requests.push({ patience, args });
    if (this.refusal !== null) throw this.refusal;
    this.#server ??= await this.#start();
    return connectEngine(this.#path, identity);
  };

  /** Ends as a killed process does: without a word. */
  async die(): Promise<void> {
    const server = this.running;
    this.#server = null;
    server.refuseNew();
    await server.disconnect();
  }

  async #start(): Promise<RpcServer> {
    this.#started += 1;
    const status: EngineStatus = {
      version: "1.0.0",
      protocol: 1,
      pid: this.#started,
      workspace: "/w",
      url: "http://127.0.0.1:1",
      token: this.token,
      startedAt: 0,
      clients: 1,
      runningRuns: 0,
      problems: [],
    };
    const missing = Object.fromEntries(
      Object.keys(engineContract.requests).map((name) => [
        name,
        () => Promise.reject(new TidemarkError("notImplemented", name)),
      ]),
    ) as unknown as Handlers<EngineContract>;
    return serveRpc({
      path: this.#path,
      log: pino({ level: "silent" }),
      onClients: () => undefined,
      handlers: {
        ...missing,
        "engine/hello": () => status,
        "engine/status": () => status,
        "engine/stop": ({ reason, restart }) => {
          this.running.broadcast("stopping", { reason, restart });
          setImmediate(() => void this.die());
          return {};
        },
      },
    });
  }
}

let folder: TemporaryFolder;
let engines: Engines;
let engine: EngineConnection;
let states: EngineState["kind"][];

beforeEach(async () => {
  folder = await temporaryFolder();
  engines = new Engines(folder.path);
  engine = new EngineConnection(engines.connect);
  states = [];
  engine.onState((state) => states.push(state.kind));
});

afterEach(async () => {
  engine.dispose();
  await engines.die().catch(() => undefined);
  await folder[Symbol.asyncDispose]();
});

/** Resolves when the connection has come to a state of that kind. */
const reaches = (kind: EngineState["kind"]): Promise<EngineState> =>
  new Promise((resolve) => {
    const leave = engine.onState((state) => {
      if (state.kind !== kind) return;
      leave();
      resolve(state);
    });
  });

describe("engine connection", () => {
  it("starts once, however often it is asked", async () => {
    const [first, second] = await Promise.all([engine.start(), engine.start()]);
    expect(first).toEqual(second);
    expect(engines.requests).toHaveLength(1);
    expect(states).toEqual(["starting", "connected"]);
  });

  it("rejects requests before it is started", async () => {
    await expect(engine.request("engine/status", {})).rejects.toMatchObject({ code: "unavailable" });
  });

  it("lets requests wait while the engine starts", async () => {
    const started = engine.start();
    expect(await engine.request("engine/status", {})).toMatchObject({ pid: 1 });
    await started;
  });

  it("comes back when the engine dies, with its listeners", async () => {
    const heard: string[] = [];
    engine.on("problems", () => heard.push("problems"));
    await engine.start();
    const back = reaches("connected");
    await engines.die();
    expect(await back).toMatchObject({ status: { pid: 2 } });
    expect(states).toEqual(["starting", "connected", "lost", "connected"]);
    engines.running.broadcast("problems", { problems: [] });
    await engine.request("engine/status", {});
    expect(heard).toEqual(["problems"]);
  });

  it("stays stopped after somebody stopped the engine", async () => {
    await engine.start();
    const stopped = reaches("stopped");
    const other = await connectEngine(join(folder.path, "engine.sock"), identity);
    await other.request("engine/stop", { reason: "The user stopped it." });
    expect(await stopped).toEqual({ kind: "stopped", reason: "The user stopped it.", error: null });
    expect(engines.requests).toHaveLength(1);
    other.dispose();
  });

  it("leaves the start to whoever replaces the engine, and waits for theirs", async () => {
    await engine.start();
    const back = reaches("connected");
    const other = await connectEngine(join(folder.path, "engine.sock"), identity);
    await other.request("engine/stop", { reason: "A newer version takes over.", restart: true });
    await back;
    expect(engines.requests[1]?.patience).toBeGreaterThan(1000);
    other.dispose();
  });

  it("stops and restarts the engine when asked, without a start in between", async () => {
    await engine.start();
    expect(await engine.restart("The user asked.")).toMatchObject({ pid: 2 });
    await engine.stop("The user asked.");
    expect(engine.state).toEqual({ kind: "stopped", reason: "The user asked.", error: null });
    expect(engines.requests).toHaveLength(2);
  });

  it("keeps an engine without a token without one", async () => {
    engines.token = null;
    await engine.start();
    const back = reaches("connected");
    await engines.die();
    await back;
    expect(engines.requests.map((request) => request.args)).toEqual([[], ["--no-token"]]);
  });

  it("tells why the engine can't start, and can be started again", async () => {
    engines.refusal = new TidemarkError("storeTooNew", "The store is of version 9.");
    await expect(engine.start()).rejects.toBe(engines.refusal);
    expect(engine.state).toMatchObject({ kind: "stopped", error: { code: "storeTooNew" } });
    engines.refusal = null;
    await engine.start();
    expect(engine.state.kind).toBe("connected");
  });

  it("gives up after five deaths within a minute", async () => {
    await engine.start();
    for (let death = 1; death < 5; death += 1) {
      const back = reaches("connected");
      await engines.die();
      await back;
    }
    const stopped = reaches("stopped");
    await engines.die();
    expect(await stopped).toMatchObject({ kind: "stopped", error: { code: "unavailable" } });
    expect(engines.requests).toHaveLength(5);
  });

  it("is silent once disposed", async () => {
    await engine.start();
    engine.dispose();
    await engines.die();
    expect(states).toEqual(["starting", "connected"]);
    expect(engines.requests).toHaveLength(1);
  });
});
