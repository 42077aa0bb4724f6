import { describe, expect, it } from "vitest";
import { withoutSecrets } from "../../../src/client/trackingEnvironment.ts";
import { decideEnvironment, userTrackingUri } from "../../../src/editor/terminal/decideEnvironment.ts";

const url = "http://127.0.0.1:4000";
const other = "https://mlflow.example.com";
const usual = { enabled: true, url, userUri: undefined, choice: undefined };

describe("the environment of terminals", () => {
  it("is set when nothing else is wished for", () => {
    expect(decideEnvironment(usual)).toEqual({ kind: "set" });
  });

  it("is left alone when the setting is off, whatever was chosen", () => {
    const decision = decideEnvironment({ ...usual, enabled: false, choice: { uri: other, choice: "tidemark" } });
    expect(decision.kind).toBe("leave");
  });

  it("is never replaced silently when the user has set another address", () => {
    expect(decideEnvironment({ ...usual, userUri: other })).toEqual({ kind: "ask", uri: other });
  });

  it("is no question when the user's address is Tidemark's own", () => {
    expect(decideEnvironment({ ...usual, userUri: `${url}/` })).toEqual({ kind: "set" });
    expect(decideEnvironment({ ...usual, userUri: " " })).toEqual({ kind: "set" });
  });

  it.each(["keepOnce", "keepAlways"] as const)("stays the user's after %s", (choice) => {
    const decision = decideEnvironment({ ...usual, userUri: other, choice: { uri: other, choice } });
    expect(decision.kind).toBe("leave");
  });

  it("is Tidemark's when the user said so", () => {
    expect(decideEnvironment({ ...usual, userUri: other, choice: { uri: other, choice: "tidemark" } })).toEqual({
      kind: "set",
    });
  });

  it("is asked for again when the user's address is another than the one that was asked about", () => {
    const decision = decideEnvironment({ ...usual, userUri: "http://new", choice: { uri: other, choice: "tidemark" } });
    expect(decision).toEqual({ kind: "ask", uri: "http://new" });
  });

  it("stays as it was while the engine is away", () => {
    expect(decideEnvironment({ ...usual, url: null })).toEqual({ kind: "keep" });
  });
});

describe("the user's own address", () => {
  it("is what settings give to terminals, else what the editor was started with", () => {
    expect(userTrackingUri({ MLFLOW_TRACKING_URI: "a" }, { MLFLOW_TRACKING_URI: "b" })).toBe("a");
    expect(userTrackingUri({ OTHER: "a" }, { MLFLOW_TRACKING_URI: "b" })).toBe("b");
    expect(userTrackingUri(undefined, {})).toBeUndefined();
  });

  it("is none when settings take the variable away", () => {
    expect(userTrackingUri({ MLFLOW_TRACKING_URI: null }, { MLFLOW_TRACKING_URI: "b" })).toBeUndefined();
  });

  it("is none when the editor was started from a terminal of another Tidemark window", () => {
    const env = { MLFLOW_TRACKING_URI: "http://127.0.0.1:5000", TIDEMARK_NODE: "/usr/bin/node" };
    expect(userTrackingUri(undefined, env)).toBeUndefined();
    expect(userTrackingUri(undefined, { ...env, MLFLOW_TRACKING_URI: other })).toBe(other);
  });

  it("is shown without its password", () => {
    expect(withoutSecrets("https://ada:secret@mlflow.example.com/x")).toBe("https://mlflow.example.com/x");
    expect(withoutSecrets("databricks")).toBe("databricks");
  });
});
