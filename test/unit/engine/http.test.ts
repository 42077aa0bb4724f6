import { createServer } from "node:http";
import pino from "pino";
import { describe, expect, it, vi } from "vitest";
import { chooseAddress } from "../../../src/engine/address.ts";
import { type HttpOptions, serveHttp } from "../../../src/engine/http.ts";
import { listenOnLoopback, suggestedPort } from "../../../src/engine/listen.ts";

const serve = (options: Partial<HttpOptions> = {}) =>
  serveHttp({
    token: "secret",
    ports: [],
    log: pino({ level: "silent" }),
    onRequest: () => undefined,
    routes: (app) => {
      app.get("/hello", () => "hello");
      app.post("/length", { bodyLimit: 100_000_000 }, (request) => String(request.body).length);
    },
    ...options,
  });

const withToken = { headers: { authorization: "Bearer secret" } };

describe("HTTP server", () => {
  it("answers who knows the token, as bearer or as password", async () => {
    const server = await serve();
    expect(await (await fetch(`${server.url}/hello`, withToken)).text()).toBe("hello");
    const basic = { authorization: `Basic ${btoa("me:secret")}` };
    expect((await fetch(`${server.url}/hello`, { headers: basic })).status).toBe(200);
    await server.close();
  });

  it.each(["/hello", "/no/such/path"])("refuses %s without the token, in MLflow's shape", async (path) => {
    const onRequest = vi.fn();
    const server = await serve({ onRequest });
    const response = await fetch(server.url + path, { headers: { authorization: "Bearer guess" } });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error_code: "UNAUTHENTICATED", message: expect.any(String) });
    expect(onRequest).not.toHaveBeenCalled();
    await server.close();
  });

  it("refuses a web page and grants no cross-origin access", async () => {
    const server = await serve();
    const headers = { ...withToken.headers, origin: "https://evil.example" };
    const response = await fetch(`${server.url}/hello`, { headers });
    expect(response.status).toBe(403);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    const preflight = await fetch(`${server.url}/hello`, { method: "OPTIONS", headers });
    expect(preflight.status).toBe(403);
    await server.close();
  });

  it("listens on loopback at the first free port of those wanted", async () => {
    const other = createServer();
    const taken = await listenOnLoopback(other, []);
    const first = await serve({ ports: [taken] });
    expect(first.port).not.toBe(taken);
    await first.close();
    other.close();
    const second = await serve({ ports: [first.port] });
    expect(second.port).toBe(first.port);
    await second.close();
  });

  it("finishes the requests in flight before it closes, and takes no more", async () => {
    const arrived = Promise.withResolvers<void>();
    const release = Promise.withResolvers<string>();
    const server = await serve({
      routes: (app) => {
        app.get("/slow", () => {
          arrived.resolve();
          return release.promise;
        });
      },
    });
    const answer = fetch(`${server.url}/slow`, withToken);
    await arrived.promise;
    const closed = server.close();
    await expect(fetch(`${server.url}/slow`, withToken)).rejects.toThrow();
    release.resolve("finished");
    expect(await (await answer).text()).toBe("finished");
    await closed;
  });

  it("takes bodies of 32 MB", async () => {
    const server = await serve();
    const request = { ...withToken, method: "POST", body: "x".repeat(32 * 1024 * 1024) };
    const response = await fetch(`${server.url}/length`, {
      ...request,
      headers: { ...withToken.headers, "content-type": "text/plain" },
    });
    expect(await response.text()).toBe(String(32 * 1024 * 1024));
    await server.close();
  });
});

describe("address", () => {
  const nothing = { port: undefined, token: undefined };
  const previous = { pid: 1, version: "1", protocol: 1, socket: "s", port: 5000, token: "before", startedAt: 0 };

  it("is the one it had before", () => {
    expect(chooseAddress(nothing, previous, "/w")).toEqual({ ports: [5000], knownPort: 5000, token: "before" });
  });

  it("is the one asked for", () => {
    expect(chooseAddress({ port: 6000, token: "mine" }, previous, "/w")).toMatchObject({
      ports: [6000],
      token: "mine",
    });
    expect(chooseAddress({ port: 6000, token: null }, previous, "/w").token).toBeNull();
  });

  it("has a new random token of 256 bits and a port from the path the first time", () => {
    const [a, b] = [chooseAddress(nothing, null, "/w"), chooseAddress(nothing, null, "/w")];
    expect(Buffer.from(a.token ?? "", "base64url")).toHaveLength(32);
    expect(a.token).not.toBe(b.token);
    expect(a.ports).toEqual([suggestedPort("/w")]);
    expect(a.knownPort).toBeNull();
  });

  it("asks for a token again after an engine that asked for none", () => {
    expect(chooseAddress(nothing, { ...previous, token: null }, "/w").token).toEqual(expect.any(String));
  });
});
