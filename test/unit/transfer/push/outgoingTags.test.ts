import { describe, expect, it } from "vitest";
import { nothingRecorded } from "../../../../src/provenance/recordCode.ts";
import type { RunRecord } from "../../../../src/tracking/types.ts";
import { outgoingTags } from "../../../../src/transfer/push/outgoingTags.ts";
import { withIds } from "../../../../src/transfer/push/pushArtifacts.ts";

const run = (tags: Readonly<Record<string, string>>): RunRecord => ({
  id: "here",
  experimentId: "0",
  name: "run",
  user: "",
  status: "FINISHED",
  startTime: 0,
  endTime: 1,
  lifecycle: "active",
  artifactUri: "",
  metrics: [],
  params: [],
  tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  datasets: [],
});
const ids = new Map([
  ["here", "there"],
  ["parent", "parent there"],
]);
const outgoing = (tags: Readonly<Record<string, string>>, code = nothingRecorded) =>
  Object.fromEntries(
    outgoingTags(run(tags), { code, remoteRunId: (id) => ids.get(id) }).map(({ key, value }) => [key, value]),
  );

describe("the tags of a pushed run", () => {
  it("are the user's and MLflow's, without what concerns this workspace alone", () => {
    expect(outgoing({ owner: "ann", "mlflow.user": "ann", "tidemark.starred": "true" })).toEqual({
      owner: "ann",
      "mlflow.user": "ann",
    });
  });

  it("name the parent by the server's id, or not at all", () => {
    expect(outgoing({ "mlflow.parentRunId": "parent" })).toEqual({ "mlflow.parentRunId": "parent there" });
    expect(outgoing({ "mlflow.parentRunId": "not pushed" })).toEqual({});
  });

  it("name the run by the server's id in the list of its models", () => {
    const history = JSON.stringify([{ run_id: "here", artifact_path: "model" }]);
    const sent = outgoing({ "mlflow.log-model.history": history })["mlflow.log-model.history"];
    expect(JSON.parse(sent ?? "")).toEqual([{ run_id: "there", artifact_path: "model" }]);
    expect(outgoing({ "mlflow.log-model.history": "not JSON" })).toEqual({ "mlflow.log-model.history": "not JSON" });
  });

  it("say which code it was, where the client has not", () => {
    const code = { ...nothingRecorded, commit: "abc", branch: "main", remote: null };
    expect(outgoing({ "mlflow.source.git.commit": "its own" }, code)).toEqual({
      "mlflow.source.git.commit": "its own",
      "mlflow.source.git.branch": "main",
    });
  });
});

it("a model's description names its run and itself by the server's ids, and is else left as it is", () => {
  const description =
    "artifact_path: here\nrun_id: here\nmodel_id: 'm-1'\nflavors:\n  run_id: here\nmodel_uuid: here\n";
  expect(withIds(description, new Map([...ids, ["m-1", "m-2"]]))).toBe(
    "artifact_path: here\nrun_id: there\nmodel_id: 'm-2'\nflavors:\n  run_id: here\nmodel_uuid: here\n",
  );
});
