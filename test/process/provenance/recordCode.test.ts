import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, utimesSync } from "node:fs";
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
});
afterEach(async () => folder[Symbol.asyncDispose]());

const snapshotOf = (state: { readonly snapshot: string | null }): string => {
  if (state.snapshot === null) throw new Error("There is no snapshot.");
  return state.snapshot;
};

describe("the code of a run", () => {
  it("is a commit when the work tree is clean, and stays when that is amended", async () => {
    repository.write("train.py", "print(1)\n");
    const commit = repository.commit();
    const state = await recording(repository.path).run("a1");
    expect(state).toMatchObject({
      status: "recorded",
      repository: repository.path,
      commit,
      branch: "main",
      dirty: false,
      snapshot: null,
      changedFiles: 0,
    });
    repository.git("commit", "-q", "--amend", "--allow-empty", "-m", "Another");
    repository.git("reflog", "expire", "--expire=now", "--all");
    repository.git("gc", "-q", "--prune=now");
    expect(repository.files(commit)).toEqual({ "train.py": "print(1)\n" });
    expect(repository.git("rev-parse", "refs/tidemark/runs/a1").trim()).toBe(commit);
  });

  it("holds what is modified, staged, new and deleted, but not what is ignored", async () => {
    for (const name of ["kept.py", "edited.py", "staged.py", "deleted.py"]) repository.write(name, "old\n");
    repository.write(".gitignore", "*.log\n");
    const commit = repository.commit();
    repository.write("edited.py", "new\n");
    repository.write("staged.py", "new\n");
    repository.git("add", "staged.py");
    repository.write("deep/er/new.py", "new\n");
    repository.write("noise.log", "noise\n");
    rmSync(join(repository.path, "deleted.py"));
    const state = await recording(repository.path).run("a1");
    expect(state).toMatchObject({ commit, dirty: true, changedFiles: 4, skipped: [] });
    expect(repository.files(snapshotOf(state))).toEqual({
      ".gitignore": "*.log\n",
      "kept.py": "old\n",
      "edited.py": "new\n",
      "staged.py": "new\n",
      "deep/er/new.py": "new\n",
    });
    expect(repository.git("rev-parse", `${state.snapshot}^`).trim()).toBe(commit);
    expect(repository.git("rev-parse", "refs/tidemark/runs/a1").trim()).toBe(state.snapshot);
  });

  it("leaves index, work tree, stash, branches and HEAD as they were", async () => {
    repository.write("a.py", "1\n");
    repository.write("b.py", "1\n");
    repository.commit();
    repository.write("a.py", "2\n");
    repository.git("stash");
    repository.write("a.py", "3\n");
    repository.write("b.py", "4\n");
    repository.git("add", "b.py");
    repository.write("new.py", "5\n");
    const look = () => ({
      status: repository.gitWith({ GIT_OPTIONAL_LOCKS: "0" }, "status", "--porcelain"),
      index: readFileSync(join(repository.path, ".git/index")).toString("hex"),
      head: readFileSync(join(repository.path, ".git/HEAD"), "utf8"),
      branches: repository.git("for-each-ref", "refs/heads", "refs/stash", "refs/tags"),
    });
    const before = look();
    expect((await recording(repository.path).run("a1")).snapshot).not.toBeNull();
    expect(look()).toEqual(before);
  });

  it("holds a change that size and time don't tell, made in the moment the index was written", async () => {
    const then = 1_700_000_000;
    repository.git("config", "core.trustctime", "false");
    repository.write("a.py", "1\n");
    utimesSync(join(repository.path, "a.py"), then, then);
    repository.commit();
    repository.write("a.py", "2\n");
    utimesSync(join(repository.path, "a.py"), then, then);
    utimesSync(join(repository.path, ".git/index"), then, then);
    const state = await recording(repository.path).run("a1");
    expect(repository.files(snapshotOf(state))).toEqual({ "a.py": "2\n" });
  });

  it("is the same commit for the same code", async () => {
    repository.write("a.py", "1\n");
    repository.commit();
    repository.write("a.py", "2\n");
    const first = await recording(repository.path).run("a1");
    const second = await recording(repository.path).run("a2");
    expect(second.snapshot).toBe(first.snapshot);
  });

  it("is recorded in a repository without commits", async () => {
    repository.write("train.py", "print(1)\n");
    const state = await recording(repository.path).run("a1");
    expect(state).toMatchObject({ status: "recorded", commit: null, branch: "main", dirty: true });
    expect(repository.files(snapshotOf(state))).toEqual({ "train.py": "print(1)\n" });
  });

  it("is nothing in a repository without commits and files", async () => {
    expect(await recording(repository.path).run("a1")).toMatchObject({
      status: "recorded",
      commit: null,
      snapshot: null,
      dirty: false,
    });
  });

  it("knows no branch when HEAD is detached", async () => {
    const commit = repository.commit();
    repository.git("checkout", "-q", "--detach");
    expect(await recording(repository.path).run("a1")).toMatchObject({ commit, branch: null });
  });

  it("is nothing outside of a repository", async () => {
    const plain = join(folder.path, "plain");
    mkdirSync(plain);
    const harness = recording(plain);
    expect(await harness.run("a1")).toMatchObject({ status: "noRepository", repository: null, commit: null });
    expect(harness.changed).toEqual(["a1"]);
  });

  it("is nothing in a bare repository", async () => {
    const bare = join(folder.path, "bare.git");
    repository.git("init", "-q", "--bare", bare);
    expect((await recording(bare).run("a1")).status).toBe("noRepository");
  });

  it("is recorded in a linked worktree", async () => {
    repository.write("a.py", "1\n");
    const commit = repository.commit();
    const linked = new GitRepository(join(folder.path, "linked"));
    repository.git("worktree", "add", "-q", "-b", "side", linked.path);
    linked.write("a.py", "2\n");
    const state = await recording(linked.path).run("a1");
    expect(state).toMatchObject({ repository: linked.path, commit, branch: "side", dirty: true });
    expect(repository.files(snapshotOf(state))).toEqual({ "a.py": "2\n" });
  });

  it("is taken with conflict markers in the middle of a merge", async () => {
    repository.write("a.py", "base\n");
    repository.write("gone.py", "base\n");
    repository.commit();
    repository.git("checkout", "-q", "-b", "side");
    repository.write("a.py", "side\n");
    rmSync(join(repository.path, "gone.py"));
    repository.commit();
    repository.git("checkout", "-q", "main");
    repository.write("a.py", "main\n");
    repository.write("gone.py", "main\n");
    repository.commit();
    expect(() => repository.git("merge", "-q", "side")).toThrow();
    const state = await recording(repository.path).run("a1");
    const files = repository.files(snapshotOf(state));
    expect(files["a.py"]).toContain("<<<<<<<");
    expect(files["gone.py"]).toBe("main\n");
    expect(repository.git("ls-files", "-u")).not.toBe("");
  });

  it("holds names with spaces, quotes, newlines, stars and other scripts", async () => {
    const names = ["with space.py", 'quo"te.py', "new\nline.py", "*.py", ":(top)x.py", "-rf", "größe.py", "模型.py"];
    repository.write("plain.py", "1\n");
    repository.commit();
    for (const name of names) repository.write(name, `${name}\n`);
    const state = await recording(repository.path).run("a1");
    expect(Object.keys(repository.files(snapshotOf(state))).sort()).toEqual([...names, "plain.py"].sort());
  });

  it("keeps symbolic links and the right to execute", async () => {
    repository.write("run.sh", "#!/bin/sh\n");
    chmodSync(join(repository.path, "run.sh"), 0o755);
    symlinkSync("run.sh", join(repository.path, "link"));
    symlinkSync("nowhere", join(repository.path, "dangling"));
    const state = await recording(repository.path).run("a1");
    const modes = repository.git("ls-tree", "--format=%(objectmode) %(path)", snapshotOf(state)).trim().split("\n");
    expect(modes.sort()).toEqual(["100755 run.sh", "120000 dangling", "120000 link"]);
  });

  it("takes in a file that became a folder, and the other way round", async () => {
    repository.write("a", "1\n");
    repository.write("b/c", "1\n");
    repository.commit();
    rmSync(join(repository.path, "a"));
    rmSync(join(repository.path, "b"), { recursive: true });
    repository.write("a/x", "2\n");
    repository.write("b", "2\n");
    const state = await recording(repository.path).run("a1");
    expect(repository.files(snapshotOf(state))).toEqual({ "a/x": "2\n", b: "2\n" });
  });

  it("leaves out and names what is too large, and keeps the committed version of it", async () => {
    repository.write("weights.bin", "small");
    repository.commit();
    repository.write("weights.bin", Buffer.alloc(2_000));
    repository.write("data.bin", Buffer.alloc(3_000));
    repository.write("train.py", "1\n");
    const state = await recording(repository.path, { limits: { file: 1_000, total: 10_000 } }).run("a1");
    expect(state).toMatchObject({ dirty: true, changedFiles: 3 });
    expect(state.skipped).toEqual([
      { path: "data.bin", size: 3_000, reason: "It is too large." },
      { path: "weights.bin", size: 2_000, reason: "It is too large." },
    ]);
    expect(repository.files(snapshotOf(state))).toEqual({ "train.py": "1\n", "weights.bin": "small" });
  });

  it("has no snapshot when all that differs was left out", async () => {
    repository.write("a.py", "1\n");
    const commit = repository.commit();
    repository.write("data.bin", Buffer.alloc(3_000));
    const state = await recording(repository.path, { limits: { file: 1_000, total: 10_000 } }).run("a1");
    expect(state).toMatchObject({ dirty: true, snapshot: null });
    expect(repository.git("rev-parse", "refs/tidemark/runs/a1").trim()).toBe(commit);
  });

  it("leaves out Tidemark's own data and repositories inside", async () => {
    repository.write("a.py", "1\n");
    repository.commit();
    repository.write(".tidemark/store.db", "data");
    const embedded = GitRepository.init(join(repository.path, "vendor/embedded"));
    embedded.write("x.py", "1\n");
    embedded.commit();
    repository.write("b.py", "1\n");
    const state = await recording(repository.path).run("a1");
    expect(Object.keys(repository.files(snapshotOf(state)))).toEqual(["a.py", "b.py"]);
    expect(state.skipped).toEqual([{ path: "vendor/embedded/", size: 0, reason: "It is a repository of its own." }]);
  });

  it("is taken from the submodule that the script is in, whether its name is relative or absolute", async () => {
    const library = GitRepository.init(join(folder.path, "library"));
    library.write("train.py", "1\n");
    const commit = library.commit();
    repository.write("main.py", "1\n");
    repository.git("submodule", "--quiet", "add", library.path, "lib");
    repository.commit();
    const inside = join(repository.path, "lib");
    for (const name of ["lib/train.py", join(inside, "train.py")]) {
      const state = await recording(repository.path).run("a1", name);
      expect(state).toMatchObject({ repository: inside, commit, dirty: false });
    }
    expect((await recording(repository.path).run("a2", "main.py")).repository).toBe(repository.path);
  });

  it("says when changes inside a submodule are not part of it, and takes in its moved commit", async () => {
    const library = GitRepository.init(join(folder.path, "library"));
    library.write("train.py", "1\n");
    library.commit();
    repository.git("submodule", "--quiet", "add", library.path, "lib");
    repository.commit();
    const inside = new GitRepository(join(repository.path, "lib"));
    inside.write("train.py", "2\n");
    const moved = inside.commit();
    inside.write("train.py", "3\n");
    const state = await recording(repository.path).run("a1");
    expect(state.skipped).toEqual([{ path: "lib", size: 0, reason: "Changes inside a submodule are not recorded." }]);
    expect(repository.git("ls-tree", snapshotOf(state), "lib")).toContain(moved);
  });

  it("is that of the workspace when the script lies outside of it", async () => {
    const tool = GitRepository.init(join(folder.path, "tool"));
    tool.write("kernel.py", "1\n");
    tool.commit();
    repository.commit();
    expect((await recording(repository.path).run("a1", join(tool.path, "kernel.py"))).repository).toBe(repository.path);
    const plain = join(folder.path, "plain");
    mkdirSync(plain);
    expect((await recording(plain).run("a2", join(tool.path, "kernel.py"))).repository).toBe(tool.path);
  });

  it("names the followed remote without its credentials", async () => {
    repository.commit();
    repository.git("remote", "add", "origin", "https://me:secret@example.org/team/project.git?token=x");
    const state = await recording(repository.path).run("a1");
    expect(state.remote).toBe("https://example.org/team/project.git");
  });

  it("runs no hook and asks for no signature", async () => {
    repository.write("a.py", "1\n");
    repository.commit();
    const trace = join(folder.path, "trace");
    for (const hook of ["pre-commit", "post-commit", "post-index-change", "reference-transaction", "post-checkout"]) {
      repository.write(`.git/hooks/${hook}`, `#!/bin/sh\necho ${hook} >> '${trace}'\n`);
      chmodSync(join(repository.path, ".git/hooks", hook), 0o755);
    }
    repository.git("config", "commit.gpgSign", "true");
    repository.git("config", "gpg.program", "false");
    repository.write("a.py", "2\n");
    const { provenance, run } = recording(repository.path);
    expect((await run("a1")).snapshot).not.toBeNull();
    await provenance.restore("a1", join(folder.path, "restored"));
    expect(() => readFileSync(trace)).toThrow("ENOENT");
  });

  it("says why git refused", async () => {
    repository.write(".git/HEAD", "nonsense\n");
    const harness = recording(repository.path);
    const state = await harness.run("a1");
    expect(state).toMatchObject({ status: "failed", repository: repository.path });
    expect(state.reason).toMatch(/not a git repository/);
    expect(harness.warnings).toHaveLength(1);
  });

  it.runIf(process.getuid?.() === 0)("passes on git's advice on a folder that is somebody else's", async () => {
    repository.commit();
    execFileSync("chown", ["-R", "12345", repository.path]);
    chownSync(repository.path, 12_345, 12_345);
    expect((await recording(repository.path).run("a1")).reason).toMatch(/safe\.directory/);
  });

  it("says when there is no git", async () => {
    repository.commit();
    const path = process.env.PATH;
    process.env.PATH = join(folder.path, "nothing");
    try {
      const state = await recording(repository.path).run("a1");
      expect(state).toMatchObject({ status: "failed", reason: "Git was not found on the PATH of the engine." });
    } finally {
      process.env.PATH = path;
    }
  });

  it("gives up after a while and says what to do", async () => {
    repository.write("a.py", "1\n");
    const state = await recording(repository.path, { timeout: 1 }).run("a1");
    expect(state.status).toBe("failed");
    expect(state.reason).toMatch(/took longer than .*\.gitignore/);
  });

  it("finds the repository through a symbolic link to the workspace", async () => {
    const commit = repository.commit();
    const link = join(folder.path, "link");
    symlinkSync(repository.path, link);
    expect(await recording(link).run("a1", "train.py")).toMatchObject({ repository: realpathSync(link), commit });
  });
});
