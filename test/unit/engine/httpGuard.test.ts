import { describe, expect, it } from "vitest";
import { guard } from "../../../src/engine/httpGuard.ts";

const expected = { port: 5000, token: "the-token" };
const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;
const good = { host: "127.0.0.1:5000", authorization: "Bearer the-token" };
const verdict = (headers: Parameters<typeof guard>[0]) => guard({ ...good, ...headers }, expected)?.code ?? "pass";

describe("guard", () => {
  it.each(["127.0.0.1:5000", "localhost:5000", "LocalHost:5000", "[::1]:5000"])("lets the host %s pass", (host) => {
    expect(verdict({ host })).toBe("pass");
  });

  it.each([
    "evil.example:5000",
    "127.0.0.1",
    "127.0.0.1:5001",
    "127.0.0.1:5000.evil.example",
    "localhost:5000@evil",
    "",
  ])("refuses the host %j", (host) => {
    expect(verdict({ host })).toBe("permissionDenied");
  });

  it("refuses requests without a host", () => {
    expect(guard({ authorization: good.authorization }, expected)?.code).toBe("permissionDenied");
  });

  it.each([
    { origin: "https://evil.example" },
    { origin: "http://127.0.0.1:5000" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("refuses a web page's request %j", (headers) => {
    expect(verdict(headers)).toBe("permissionDenied");
  });

  it.each(["Bearer the-token", "bearer the-token", basic("any:the-token"), basic(":the-token")])(
    "accepts %s",
    (authorization) => {
      expect(verdict({ authorization })).toBe("pass");
    },
  );

  it.each([
    undefined,
    "",
    "Bearer",
    "Bearer the-toke",
    "Bearer the-token2",
    "Token the-token",
    "the-token",
    basic("the-token"),
    basic("the-token:"),
    basic("a:b:the-token"),
    "Basic !!!",
  ])("asks for a token when it gets %j", (authorization) => {
    expect(verdict({ authorization })).toBe("unauthenticated");
  });

  it("asks for none where none is set, and checks the host all the same", () => {
    const open = { port: 5000, token: null };
    expect(guard({ host: "127.0.0.1:5000" }, open)).toBeNull();
    expect(guard({ host: "evil.example" }, open)?.code).toBe("permissionDenied");
  });
});
