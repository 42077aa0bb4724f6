import { describe, expect, it } from "vitest";
import { environmentLines, trackingVariables } from "../../../src/client/trackingEnvironment.ts";
import { stateWords, statusText } from "../../../src/editor/engine/engineWords.ts";
import type { EngineStatus } from "../../../src/protocol/engineContract.ts";
import { TidemarkError } from "../../../src/protocol/errors.ts";

const status: EngineStatus = {
  version: "1.0.0",
  protocol: 1,
  pid: 1,
  workspace: "/w",
  url: "http://127.0.0.1:4000",
  token: "t",
  startedAt: 0,
  clients: 1,
  runningRuns: 0,
  problems: [],
};

describe("the status bar", () => {
  it("counts running runs, also for screen readers", () => {
    expect(statusText({ kind: "connected", status }, 2)).toEqual({
      text: "$(pulse) 2 running",
      label: "Tidemark: the engine is running, 2 running",
      level: "normal",
    });
    expect(statusText({ kind: "connected", status }, 0).text).toBe("$(pulse) Tidemark");
  });

  it("warns while the engine comes back, and shows an error only when nobody stopped it", () => {
    const error = new TidemarkError("storeTooNew", "Newer store.");
    expect(statusText({ kind: "lost", reason: "gone" }, 0).level).toBe("warning");
    expect(statusText({ kind: "stopped", reason: "x", error: null }, 0).level).toBe("normal");
    expect(statusText({ kind: "stopped", reason: "x", error }, 0).level).toBe("error");
  });

  it("says why there is no engine", () => {
    expect(stateWords({ kind: "noFolder" })).toBe("no folder is open");
    expect(stateWords({ kind: "untrusted" })).toBe("waiting for you to trust this folder");
  });
});

describe("lines for another terminal", () => {
  it("suit its shell", () => {
    expect(environmentLines(trackingVariables(status), "sh")).toBe(
      "export MLFLOW_TRACKING_URI='http://127.0.0.1:4000'\nexport MLFLOW_TRACKING_TOKEN='t'\n",
    );
    expect(environmentLines(trackingVariables({ ...status, token: null }), "powershell")).toBe(
      "$env:MLFLOW_TRACKING_URI = 'http://127.0.0.1:4000'\n",
    );
  });
});
