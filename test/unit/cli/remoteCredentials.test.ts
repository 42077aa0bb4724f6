import { describe, expect, it } from "vitest";
import { remoteCredentials } from "../../../src/cli/remoteCredentials.ts";

const team = "https://mlflow.example.org/team";

describe("credentials for another server", () => {
  it("come from Tidemark's own variables wherever the command runs", () => {
    expect(
      remoteCredentials({ TIDEMARK_REMOTE_TOKEN: "t", MLFLOW_TRACKING_URI: "http://127.0.0.1:5000" }, team),
    ).toEqual({
      token: "t",
    });
    const pair = { TIDEMARK_REMOTE_USERNAME: "ann", TIDEMARK_REMOTE_PASSWORD: "p", TIDEMARK_REMOTE_TOKEN: "t" };
    expect(remoteCredentials(pair, team)).toEqual({ username: "ann", password: "p" });
  });

  it.each([undefined, "", "https://mlflow.example.org/"])(
    "come from MLflow's variables where MLFLOW_TRACKING_URI is %j",
    (uri) => {
      expect(remoteCredentials({ MLFLOW_TRACKING_TOKEN: "t", MLFLOW_TRACKING_URI: uri }, team)).toEqual({ token: "t" });
    },
  );

  it.each([
    "http://127.0.0.1:5000",
    "https://other.example.org",
    "http://mlflow.example.org",
    "databricks",
    "file:///runs",
  ])("are not those that belong to %s", (uri) => {
    expect(remoteCredentials({ MLFLOW_TRACKING_TOKEN: "secret", MLFLOW_TRACKING_URI: uri }, team)).toBeUndefined();
  });

  it("are not a token that a terminal of ours holds, whatever became of its address", () => {
    expect(remoteCredentials({ MLFLOW_TRACKING_TOKEN: "secret", TIDEMARK_NODE: "/node" }, team)).toBeUndefined();
  });
});
