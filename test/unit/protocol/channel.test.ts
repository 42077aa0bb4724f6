import { PassThrough } from "node:stream";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createMessageConnection, type MessageConnection } from "vscode-jsonrpc/node";
import { z } from "zod";
import { answerer, type CallerOptions, caller } from "../../../src/protocol/channel.ts";
import { type Contract, type Handlers, nothing } from "../../../src/protocol/contract.ts";
import { TidemarkError } from "../../../src/protocol/errors.ts";

const contract = {
  requests: {
    double: { params: z.object({ value: z.number() }), result: z.object({ value: z.number() }) },
    wait: { params: nothing, result: nothing },
    fetch: { params: nothing, result: z.object({ anything: z.unknown() }) },
    count: { params: z.object({ to: z.number() }), result: nothing, progress: z.number() },
  },
  events: { news: z.object({ text: z.string() }) },
} as const satisfies Contract;

const connections: MessageConnection[] = [];

afterEach(() => {
  for (const connection of connections.splice(0)) connection.dispose();
});

const handlers: Handlers<typeof contract> = {
  double: ({ value }) => ({ value: value * 2 }),
  wait: () => new Promise(() => undefined),
  fetch: () => ({ anything: null }),
  count: ({ to }, { report }) => {
    for (let at = 1; at <= to; at += 1) report(at);
    return {};
  },
};

/** Two ends of a channel over streams, as over a socket. */
function channel(own: Partial<Handlers<typeof contract>> = {}, options?: CallerOptions) {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const near = createMessageConnection(back, there);
  const far = createMessageConnection(there, back);
  connections.push(near, far);
  const asks = caller(contract, near, options);
  const answers = answerer(contract, far, { ...handlers, ...own });
  near.listen();
  far.listen();
  return { asks, answers, near, far };
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "answered",
    (error: unknown) => (error instanceof TidemarkError ? error.code : error),
  );

describe("request", () => {
  it("answers what the handler answers", async () => {
    const { asks } = channel();
    expect(await asks.request("double", { value: 21 })).toEqual({ value: 42 });
  });

  it("rejects with the code, message and data of the handler's error", async () => {
    const { asks } = channel({
      double: () => {
        throw new TidemarkError("alreadyExists", "There is one.", { data: { name: "a", code: "not this" } });
      },
    });
    const error = await asks.request("double", { value: 1 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TidemarkError);
    expect(error).toMatchObject({
      code: "alreadyExists",
      message: "There is one.",
      data: { name: "a", code: "not this" },
    });
  });

  it("calls any other failure of a handler internal", async () => {
    const { asks } = channel({ double: () => Promise.reject(new RangeError("out of range")) });
    await expect(asks.request("double", { value: 1 })).rejects.toMatchObject({
      code: "internal",
      message: "out of range",
    });
  });

  it("answers parameters that do not fit, without asking the handler", async () => {
    const double = vi.fn();
    const { near } = channel({ double });
    await expect(near.sendRequest("double", { value: "one" })).rejects.toMatchObject({
      data: { code: "invalidParameter" },
    });
    expect(double).not.toHaveBeenCalled();
  });

  it("rejects an answer that does not fit the contract", async () => {
    const { near, far } = channel();
    far.onRequest("double", () => ({ value: "two" }));
    expect(await codeOf(caller(contract, near).request("double", { value: 1 }))).toBe("internal");
  });

  it("rejects an answer that can't be sent", async () => {
    const { asks } = channel({ fetch: () => ({ anything: 1n }) });
    expect(await codeOf(asks.request("fetch", {}))).toBe("internal");
  });

  it("rejects with notFound when the other side is older and does not know the request", async () => {
    const { near } = channel();
    const wider = { requests: { later: { params: nothing, result: nothing } }, events: {} } as const;
    expect(await codeOf(caller(wider, near).request("later", {}))).toBe("notFound");
  });
});

describe("cancellation", () => {
  it("rejects at once and aborts the handler's signal", async () => {
    const aborted = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const { asks } = channel({
      wait: (_, { signal }) => {
        signal.addEventListener("abort", () => aborted.resolve());
        started.resolve();
        return new Promise(() => undefined);
      },
    });
    const abort = new AbortController();
    const answer = codeOf(asks.request("wait", {}, abort.signal));
    await started.promise;
    abort.abort();
    expect(await answer).toBe("cancelled");
    await aborted.promise;
  });

  it("does not send a request whose signal is aborted already", async () => {
    const wait = vi.fn(() => ({}));
    const { asks } = channel({ wait });
    expect(await codeOf(asks.request("wait", {}, AbortSignal.abort()))).toBe("cancelled");
    await asks.request("double", { value: 1 });
    expect(wait).not.toHaveBeenCalled();
  });

  it("leaves no listener on the signal behind", async () => {
    const { asks } = channel();
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, "addEventListener");
    const remove = vi.spyOn(signal, "removeEventListener");
    await asks.request("double", { value: 1 }, signal);
    expect(remove.mock.calls.map(([name, listener]) => [name, listener])).toEqual(
      add.mock.calls.map(([name, listener]) => [name, listener]),
    );
  });

  it("gives up on an answer that takes longer than the timeout", async () => {
    const { asks } = channel({}, { timeout: 1 });
    expect(await codeOf(asks.request("wait", {}))).toBe("unavailable");
  });
});

describe("closing", () => {
  it("rejects what is pending", async () => {
    const { asks, near } = channel();
    const answers = [codeOf(asks.request("wait", {})), codeOf(asks.request("wait", {}))];
    near.dispose();
    expect(await Promise.all(answers)).toEqual(["unavailable", "unavailable"]);
  });

  it("rejects what is asked afterwards", async () => {
    const { asks, near } = channel();
    near.dispose();
    expect(await codeOf(asks.request("double", { value: 1 }))).toBe("unavailable");
  });

  it("aborts handlers whose asker is gone", async () => {
    const started = Promise.withResolvers<AbortSignal>();
    const { asks, far } = channel({
      wait: (_, { signal }) => {
        started.resolve(signal);
        return new Promise(() => undefined);
      },
    });
    const answer = codeOf(asks.request("wait", {}));
    const signal = await started.promise;
    far.dispose();
    expect(signal.aborted).toBe(true);
    connections[0]?.dispose();
    await answer;
  });

  it("rejects an event that can't be sent any more", async () => {
    const { answers, far } = channel();
    far.dispose();
    await expect(answers.emit("news", { text: "late" })).rejects.toThrow();
  });
});

describe("progress", () => {
  it("is heard in order, before the answer, by the one who asked", async () => {
    const { asks } = channel();
    const [first, second]: number[][] = [[], []];
    await Promise.all([
      asks.request("count", { to: 2 }, undefined, (at) => first?.push(at)),
      asks.request("count", { to: 3 }, undefined, (at) => second?.push(at)),
    ]);
    expect(first).toEqual([1, 2]);
    expect(second).toEqual([1, 2, 3]);
  });

  it("is not sent when nobody listens", async () => {
    const { asks, near } = channel();
    const heard = vi.fn();
    near.onUnhandledProgress(heard);
    expect(await asks.request("count", { to: 2 })).toEqual({});
    expect(heard).not.toHaveBeenCalled();
  });

  it("keeps a request from being given up", async () => {
    const told = Promise.withResolvers<void>();
    const { asks } = channel(
      {
        count: async (_, { report }) => {
          const timer = setInterval(() => report(1), 20);
          await told.promise;
          clearInterval(timer);
          return {};
        },
      },
      { timeout: 200 },
    );
    let heard = 0;
    const answer = asks.request("count", { to: 1 }, undefined, () => {
      heard += 1;
      if (heard === 20) told.resolve();
    });
    expect(await answer).toEqual({});
  });

  it("that does not fit the contract is reported and reaches nobody", async () => {
    const onError = vi.fn();
    const { asks } = channel(
      {
        count: (_, { report }) => {
          report("one" as never);
          return {};
        },
      },
      { onError },
    );
    const listener = vi.fn();
    await asks.request("count", { to: 1 }, undefined, listener);
    expect(listener).not.toHaveBeenCalled();
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: "internal" });
  });
});

describe("events", () => {
  it("reach every listener until it leaves", async () => {
    const { asks, answers } = channel();
    const heard: string[] = [];
    const leave = asks.on("news", ({ text }) => heard.push(`first ${text}`));
    asks.on("news", ({ text }) => heard.push(`second ${text}`));
    await answers.emit("news", { text: "a" });
    await asks.request("double", { value: 1 });
    leave();
    await answers.emit("news", { text: "b" });
    await asks.request("double", { value: 1 });
    expect(heard).toEqual(["first a", "second a", "second b"]);
  });

  it("reach the others when one listener throws, and the failure is reported", async () => {
    const onError = vi.fn();
    const { asks, answers } = channel({}, { onError });
    const second = vi.fn();
    const failure = new Error("no");
    asks.on("news", () => {
      throw failure;
    });
    asks.on("news", second);
    await answers.emit("news", { text: "a" });
    await asks.request("double", { value: 1 });
    expect(second).toHaveBeenCalledWith({ text: "a" });
    expect(onError).toHaveBeenCalledWith(failure);
  });

  it("that do not fit the contract are reported and reach nobody", async () => {
    const onError = vi.fn();
    const { asks, far } = channel({}, { onError });
    const listener = vi.fn();
    asks.on("news", listener);
    await far.sendNotification("news", { text: 1 });
    await asks.request("double", { value: 1 });
    expect(listener).not.toHaveBeenCalled();
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: "internal" });
  });
});
