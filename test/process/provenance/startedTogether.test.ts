import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporaryFolder.ts";
import { GitRepository } from "./gitRepository.ts";
import { recording } from "./recordingHarness.ts";

let folder: TemporaryFolder;
let repository: GitRepository;

beforeEach(async () => {
  folder = await temporaryFolder();
  repository = GitRepository.init(join(folder.path, "project"));
  repository.write("a.py", "1\n");
  repository.commit();
});
afterEach(async () => folder[Symbol.asyncDispose]());

const started = (runId: string) => ({ runId, experimentId: "0", sourceName: null });

describe("runs that start together", () => {
  it("share few snapshots, and each keeps it by a reference of its own", async () => {
    repository.write("a.py", "2\n");
    const { provenance, saved } = recording(repository.path);
    const ids = Array.from({ length: 100 }, (_, number) => `run${number}`);
    for (const id of ids) provenance.runStarted(started(id));
    await provenance.settled();
    const moments = new Set([...saved.values()].map(({ recordedAt }) => recordedAt));
    expect(moments.size).toBeLessThanOrEqual(2);
    expect([...saved.keys()].sort()).toEqual([...ids].sort());
    const references = repository
      .git("for-each-ref", "--format=%(objectname)", "refs/tidemark/runs")
      .trim()
      .split("\n");
    expect(references).toEqual(ids.map(() => saved.get("run0")?.snapshot));
  });

  it("are pending until their code is recorded, and then known to have changed", async () => {
    const { provenance, changed } = recording(repository.path);
    provenance.runStarted(started("a1"));
    expect(provenance.get("a1").status).toBe("pending");
    expect(changed).toEqual([]);
    await provenance.settled();
    expect(provenance.get("a1").status).toBe("recorded");
    expect(changed).toEqual(["a1"]);
  });

  it("get the code of their own start when it changes in between", async () => {
    const { run } = recording(repository.path);
    const first = await run("a1");
    repository.write("a.py", "2\n");
    const second = await run("a2");
    expect(first.snapshot).toBeNull();
    expect(repository.files(second.snapshot ?? "")).toEqual({ "a.py": "2\n" });
  });

  it("are written down as not recorded when the engine stops first", async () => {
    const { provenance, saved } = recording(repository.path);
    provenance.runStarted(started("a1"));
    await provenance.dispose();
    expect(saved.get("a1")).toMatchObject({
      status: "failed",
      reason: "The engine stopped before the code was recorded.",
    });
  });

  it("are not known when they started elsewhere", () => {
    expect(recording(repository.path).provenance.get("unknown").status).toBe("failed");
  });
});
