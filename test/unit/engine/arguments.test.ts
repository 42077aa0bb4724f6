import { describe, expect, it } from "vitest";
import { parseEngineArguments } from "../../../src/engine/arguments.ts";

const parse = (...argv: string[]) => parseEngineArguments(["--workspace", "/w", ...argv]);

describe("engine arguments", () => {
  it("leave port and token to what they were before", () => {
    expect(parse()).toEqual({ workspace: "/w", port: undefined, token: undefined, idleMinutes: 10, foreground: false });
  });

  it("tell a token, no token and neither apart", () => {
    expect(parse("--token", "abc").token).toBe("abc");
    expect(parse("--no-token").token).toBeNull();
  });

  it("never stop by idleness in the foreground, unless told to", () => {
    expect(parse("--foreground").idleMinutes).toBe(0);
    expect(parse("--foreground", "--idle-minutes", "3").idleMinutes).toBe(3);
  });

  it.each([
    [["--port", "70000"]],
    [["--port", "-1"]],
    [["--port", "5e3"]],
    [["--token", ""]],
    [["--token", "a", "--no-token"]],
    [["--unknown"]],
    [["stray"]],
  ])("refuse %j", (argv) => {
    expect(() => parse(...argv)).toThrow(expect.objectContaining({ code: "invalidParameter" }));
  });

  it("need a workspace", () => {
    expect(() => parseEngineArguments([])).toThrow(expect.objectContaining({ code: "invalidParameter" }));
  });
});
