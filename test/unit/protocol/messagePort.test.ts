import { describe, expect, it } from "vitest";
import { createMessageConnection, type MessageConnection } from "vscode-jsonrpc/node";
import { z } from "zod";
import { answerer, caller } from "../../../src/protocol/channel.ts";
import type { Contract, Handlers } from "../../../src/protocol/contract.ts";
import { notFound } from "../../../src/protocol/errors.ts";
import { type MessagePort, portTransport } from "../../../src/protocol/messagePort.ts";

const contract = {
  requests: {
    double: { params: z.object({ value: z.number() }), result: z.object({ value: z.number() }) },
    wait: { params: z.object({}), result: z.object({}) },
    lose: { params: z.object({}), result: z.object({}) },
  },
  events: { said: z.object({ word: z.string() }) },
} as const satisfies Contract;

/** Two ports joined as a webview joins host and page: messages are cloned and arrive later. */
function joinedPorts(): [
  MessagePort & { deliver(message: unknown): void },
  MessagePort & { deliver(message: unknown): void },
] {
  const end = () => {
    const listeners = new Set<(message: unknown) => void>();
    return {
      listeners,
      deliver: (message: unknown): void => {
        for (const listener of listeners) listener(message);
      },
    };
  };
  const [left, right] = [end(), end()];
  const port = (own: typeof left, other: typeof left) => ({
    post: (message: unknown): void => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => other.deliver(copy));
    },
    onMessage: (listener: (message: unknown) => void): (() => void) => {
      own.listeners.add(listener);
      return () => own.listeners.delete(listener);
    },
    deliver: own.deliver,
  });
  return [port(left, right), port(right, left)];
}

function listen(port: MessagePort): MessageConnection {
  const { reader, writer } = portTransport(port);
  const connection = createMessageConnection(reader, writer);
  connection.listen();
  return connection;
}

function join(overrides: Partial<Handlers<typeof contract>> = {}) {
  const [page, host] = joinedPorts();
  const pageConnection = listen(page);
  const hostConnection = listen(host);
  const answers = answerer(contract, hostConnection, {
    double: ({ value }) => ({ value: value * 2 }),
    wait: (_, { signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve({}))),
    lose: () => {
      throw notFound("It is gone.", { id: "7" });
    },
    ...overrides,
  });
  return { page, pageConnection, asks: caller(contract, pageConnection), answers };
}

describe("a connection over a message port", () => {
  it("carries requests and their results", async () => {
    const { asks } = join();
    expect(await asks.request("double", { value: 21 })).toEqual({ value: 42 });
  });

  it("carries a failure with its code and data", async () => {
    const { asks } = join();
    await expect(asks.request("lose", {})).rejects.toMatchObject({ code: "notFound", data: { id: "7" } });
  });

  it("carries events", async () => {
    const { asks, answers } = join();
    const heard = new Promise((resolve) => asks.on("said", resolve));
    await answers.emit("said", { word: "changed" });
    expect(await heard).toEqual({ word: "changed" });
  });

  it("carries cancellation to the handler", async () => {
    const aborted = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const { asks } = join({
      wait: (_, { signal }) => {
        signal.addEventListener("abort", () => aborted.resolve());
        started.resolve();
        return aborted.promise.then(() => ({}));
      },
    });
    const abort = new AbortController();
    const asked = asks.request("wait", {}, abort.signal);
    await started.promise;
    abort.abort();
    await aborted.promise;
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  });

  it("ignores messages that are not JSON-RPC", async () => {
    const { page, asks } = join();
    for (const stranger of [null, 7, "hello", { type: "webpackOk" }, { jsonrpc: "1.0" }]) page.deliver(stranger);
    expect(await asks.request("double", { value: 1 })).toEqual({ value: 2 });
  });

  it("rejects what is pending when it is disposed", async () => {
    const { asks, pageConnection } = join();
    const asked = asks.request("wait", {});
    pageConnection.dispose();
    await expect(asked).rejects.toMatchObject({ code: "unavailable" });
  });

  it("rejects a request that the port refuses to carry", async () => {
    const port: MessagePort = {
      post: () => Promise.reject(new Error("The webview is disposed.")),
      onMessage: () => () => {},
    };
    const asks = caller(contract, listen(port));
    await expect(asks.request("double", { value: 1 })).rejects.toThrow("The webview is disposed.");
  });
});
