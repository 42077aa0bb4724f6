import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A real repository to try things on; its git knows no user and reads no settings of this machine. */
export class GitRepository {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    mkdirSync(path, { recursive: true });
  }

  static init(path: string): GitRepository {
    const repository = new GitRepository(path);
    repository.git("init", "-q", "-b", "main");
    return repository;
  }

  git(...args: string[]): string {
    return this.gitWith({}, ...args);
  }

  gitWith(variables: Record<string, string>, ...args: string[]): string {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "protocol.file.allow=always"];
    const env = {
      ...process.env,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_SYSTEM: "/dev/null",
      GIT_AUTHOR_DATE: "1700000000 +0000",
      GIT_COMMITTER_DATE: "1700000000 +0000",
      ...variables,
    };
    return execFileSync("git", [...identity, ...args], { cwd: this.path, env, encoding: "utf8", stdio: "pipe" });
  }

  write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), content);
  }

  /** Commits everything and says under which id. */
  commit(message = "A commit"): string {
    this.git("add", "-A");
    this.git("commit", "-q", "--allow-empty", "-m", message);
    return this.head;
  }

  get head(): string {
    return this.git("rev-parse", "HEAD").trim();
  }

  /** Path and content of every file of a commit. */
  files(commit: string): Record<string, string> {
    const paths = this.git("ls-tree", "-r", "-z", "--name-only", commit).split("\0").filter(Boolean);
    return Object.fromEntries(paths.map((path) => [path, this.git("show", `${commit}:${path}`)]));
  }
}
