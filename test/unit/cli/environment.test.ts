import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chosenElsewhere, runContext } from "../../../src/cli/environment.ts";
import { environmentLines } from "../../../src/client/trackingEnvironment.ts";

describe("lines for a shell", () => {
  it("set just what they say, whatever that holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "'", '"', "$", "`", "\\", " ", ";", "\n") }), (value) => {
        const lines = environmentLines({ X: value }, "sh");
        const printed = execFileSync("sh", ["-c", `${lines}printf '%s.' "$X"`], { encoding: "utf8" });
        expect(printed).toBe(`${value}.`);
      }),
      { numRuns: 30 },
    );
  });

  it("speak fish, PowerShell and cmd", () => {
    expect(environmentLines({ X: "a'b" }, "fish")).toBe("set -gx X 'a\\'b'\n");
    expect(environmentLines({ X: "a'b" }, "powershell")).toBe("$env:X = 'a''b'\n");
    expect(environmentLines({ X: "ab" }, "cmd")).toBe('set "X=ab"\n');
  });
});

describe("a tracking address chosen elsewhere", () => {
  const own = "http://127.0.0.1:23456";

  it("is any that is not the engine's own", () => {
    expect(chosenElsewhere({ MLFLOW_TRACKING_URI: "https://mlflow.example.org" }, own)).toBe(
      "https://mlflow.example.org",
    );
    expect(chosenElsewhere({ MLFLOW_TRACKING_URI: "sqlite:///runs.db" }, own)).toBe("sqlite:///runs.db");
    expect(chosenElsewhere({ MLFLOW_TRACKING_URI: `${own}/` }, own)).toBeNull();
    expect(chosenElsewhere({ MLFLOW_TRACKING_URI: " " }, own)).toBeNull();
    expect(chosenElsewhere({}, own)).toBeNull();
  });

  it("is not what a Tidemark terminal of another folder has set", () => {
    const other = "http://127.0.0.1:21111";
    expect(chosenElsewhere({ MLFLOW_TRACKING_URI: other, TIDEMARK_NODE: "/node" }, own)).toBeNull();
    expect(chosenElsewhere({ MLFLOW_TRACKING_URI: other }, own)).toBe(other);
  });
});

describe("tags for the runs of a command", () => {
  it("join those that are there", () => {
    expect(JSON.parse(runContext('{"team": "x"}', { a: "1" }))).toEqual({ team: "x", a: "1" });
    expect(JSON.parse(runContext("[broken", { a: "1" }))).toEqual({ a: "1" });
    expect(JSON.parse(runContext(undefined, { a: "1" }))).toEqual({ a: "1" });
  });
});
