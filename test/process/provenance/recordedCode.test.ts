import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  repository.write("train.py", "rate = 1\n");
  repository.write("old name.py", "a = 1\nb = 2\nc = 3\nd = 4\n");
  repository.commit();
});
afterEach(async () => folder[Symbol.asyncDispose]());

describe("the code of two runs", () => {
  it("differs by what was edited, added, deleted and renamed", async () => {
    const { provenance, run } = recording(repository.path);
    repository.write("gone.py", "x\n");
    const first = await run("a1");
    repository.write("train.py", "rate = 2\n");
    repository.write("new.py", "y\n");
    rmSync(join(repository.path, "gone.py"));
    repository.git("mv", "old name.py", "new name.py");
    const second = await run("a2");
    const answer = await provenance.changes("a1", { runId: "a2" });
    expect(answer).toMatchObject({ repository: repository.path, from: first.snapshot, to: second.snapshot });
    expect(answer.changes).toEqual([
      { path: "gone.py", oldPath: null, kind: "deleted" },
      { path: "new name.py", oldPath: "old name.py", kind: "renamed" },
      { path: "new.py", oldPath: null, kind: "added" },
      { path: "train.py", oldPath: null, kind: "modified" },
    ]);
  });

  it("is the same when nothing was changed, committed or not", async () => {
    const { provenance, run } = recording(repository.path);
    repository.write("train.py", "rate = 2\n");
    await run("a1");
    repository.commit();
    await run("a2");
    expect((await provenance.changes("a1", { runId: "a2" })).changes).toEqual([]);
  });

  it("can't be compared across repositories that know nothing of each other", async () => {
    const other = GitRepository.init(join(folder.path, "project/other"));
    other.write("b.py", "2\n");
    other.commit();
    const { provenance, run } = recording(repository.path);
    await run("a1");
    await run("a2", "other/b.py");
    await expect(provenance.changes("a1", { runId: "a2" })).rejects.toMatchObject({ code: "notFound" });
  });

  it("is compared once it is recorded, if that still goes on", async () => {
    const { provenance } = recording(repository.path);
    provenance.runStarted({ runId: "a1", experimentId: "0", sourceName: null });
    expect((await provenance.changes("a1", "workTree")).changes).toEqual([]);
  });
});

describe("a run's code and the work tree", () => {
  it("differ by everything done since, new files and commits included", async () => {
    const { provenance, run } = recording(repository.path);
    const { commit } = await run("a1");
    repository.write("train.py", "rate = 3\n");
    repository.commit();
    repository.write("new.py", "y\n");
    expect(await provenance.changes("a1", "workTree")).toEqual({
      repository: repository.path,
      from: commit,
      to: null,
      changes: [
        { path: "new.py", oldPath: null, kind: "added" },
        { path: "train.py", oldPath: null, kind: "modified" },
      ],
    });
  });

  it("can't be compared when the run knows no code", async () => {
    const plain = join(folder.path, "plain");
    mkdirSync(plain);
    const { provenance, run } = recording(plain);
    await run("a1");
    await expect(provenance.changes("a1", "workTree")).rejects.toMatchObject({ code: "notFound" });
    await expect(provenance.changes("a2", "workTree")).rejects.toMatchObject({ code: "notFound" });
  });

  it("can't be compared when the repository is gone", async () => {
    const { provenance, run } = recording(repository.path);
    await run("a1");
    rmSync(repository.path, { recursive: true });
    await expect(provenance.changes("a1", "workTree")).rejects.toMatchObject({ code: "notFound" });
  });
});

describe("a file at a commit", () => {
  const read = (path: string, commit = repository.head) =>
    recording(repository.path).provenance.file(repository.path, commit, path);

  it("is its text", async () => {
    expect(await read("train.py")).toBe("rate = 1\n");
  });

  it("is found whatever its name is", async () => {
    repository.write("größe *\n.py", "x\n");
    repository.commit();
    expect(await read("größe *\n.py")).toBe("x\n");
  });

  it("is null when it is not there, a folder, binary or outside", async () => {
    repository.write("model.bin", Buffer.from([1, 0, 2]));
    repository.write("folder/x.py", "x\n");
    repository.commit();
    for (const path of ["nothing.py", "folder", "model.bin", "../secret"]) expect(await read(path)).toBeNull();
  });

  it("is refused for what is no commit", async () => {
    await expect(read("train.py", "--help")).rejects.toMatchObject({ code: "invalidParameter" });
    await expect(read("train.py", "0".repeat(40))).rejects.toMatchObject({ code: "notFound" });
  });
});

describe("restoring a run's code", () => {
  it("makes a worktree with the uncommitted code, and no branch", async () => {
    const { provenance, run } = recording(repository.path);
    repository.write("train.py", "rate = 5\n");
    const { snapshot } = await run("a1");
    repository.write("train.py", "rate = 6\n");
    const target = join(folder.path, "restored/code of a1");
    expect(await provenance.restore("a1", target)).toEqual({ folder: target, commit: snapshot });
    expect(readFileSync(join(target, "train.py"), "utf8")).toBe("rate = 5\n");
    expect(readFileSync(join(repository.path, "train.py"), "utf8")).toBe("rate = 6\n");
    expect(repository.git("branch", "--format=%(refname:short)").trim()).toBe("main");
  });

  it("takes an empty folder, and refuses one that holds something, or a file", async () => {
    const { provenance, run } = recording(repository.path);
    await run("a1");
    const empty = join(folder.path, "empty");
    mkdirSync(empty);
    await provenance.restore("a1", empty);
    expect(readFileSync(join(empty, "train.py"), "utf8")).toBe("rate = 1\n");
    writeFileSync(join(folder.path, "file"), "");
    for (const taken of [empty, join(folder.path, "file")]) {
      await expect(provenance.restore("a1", taken)).rejects.toMatchObject({ code: "alreadyExists" });
    }
    await expect(provenance.restore("a1", "relative")).rejects.toMatchObject({ code: "invalidParameter" });
  });
});
