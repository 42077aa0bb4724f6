import { describe, expect, it } from "vitest";
import { nothingRecorded } from "../../../src/provenance/recordCode.ts";
import { openStore } from "../../../src/store/openStore.ts";
import { createReadPool } from "../../../src/store/readPool.ts";
import { createTracking } from "../../../src/tracking/createTracking.ts";
import { runDetail } from "../../../src/tracking/views/runDetail.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

/** The artifact folder that the editor is told, for a run of an experiment with this location. */
async function folderOf(artifactLocation: string): Promise<string | null> {
  await using folder = await temporaryFolder();
  const file = `${folder.path}/store.db`;
  using store = openStore(file);
  const reads = createReadPool({
    storeFile: file,
    workerFile: new URL("../../../src/store/readWorker.ts", import.meta.url),
  });
  try {
    const tracking = createTracking({
      store,
      reads,
      artifactRoot: "/data/artifacts",
      onChange: () => undefined,
      onRunStarted: () => undefined,
      onDatasetsUsed: () => undefined,
    });
    const experimentId = await tracking.experiments.create({ name: "places", artifactLocation, tags: [] });
    const { id } = await tracking.runs.create({ experimentId, tags: [] });
    return (
      runDetail(store.tables, id, {
        artifactRoot: "/data/artifacts",
        codeOf: () => nothingRecorded,
      }).artifactFolder?.replace(id, "RUN") ?? null
    );
  } finally {
    await reads.dispose();
  }
}

describe("a run's artifact folder", () => {
  it("is below the artifact root", async () => {
    expect(await folderOf("mlflow-artifacts:/7")).toBe("/data/artifacts/7/RUN/artifacts");
  });

  it("is not told when artifacts are kept elsewhere", async () => {
    expect(await folderOf("s3://bucket/7")).toBeNull();
  });

  it("is not told when the experiment's location leads out of the artifact root", async () => {
    expect(await folderOf("mlflow-artifacts:/../../home/user")).toBeNull();
  });
});
