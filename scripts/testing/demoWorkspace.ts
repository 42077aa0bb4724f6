import { appendFile, cp, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { ensureVirtualEnvironment } from "../environment/python.ts";
import { runOrThrow } from "../process/run.ts";
import { newTemporaryFolder } from "../process/temporaryFolder.ts";
import { inRoot } from "../root.ts";
import { engineOfSession } from "../vscode/engineOfSession.ts";

export interface DemoWorkspace extends AsyncDisposable {
  readonly folder: string;
}

const leftOut = [".venv", ".tidemark", "__pycache__"];

/** A copy of the demo in a git repository of its own. It goes away with its engine. */
export async function demoWorkspace(): Promise<DemoWorkspace> {
  const temporary = await newTemporaryFolder("tidemark-demo-");
  const folder = temporary.path;
  await cp(inRoot("examples"), folder, { recursive: true, filter: (path) => !leftOut.includes(basename(path)) });
  const git = (...args: string[]): Promise<string> => runOrThrow("git", args, { cwd: folder });
  await git("init", "--quiet", "--initial-branch=main");
  // Where the demo's `.gitignore` expects a folder, tests have a link.
  await appendFile(join(folder, ".git", "info", "exclude"), ".venv\n");
  await git("add", ".");
  const author = ["-c", "user.name=Demo", "-c", "user.email=demo@example.org", "-c", "commit.gpgsign=false"];
  await git(...author, "commit", "--quiet", "--message=Demo");
  const engine = await engineOfSession(folder);
  return {
    folder,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await temporary[Symbol.asyncDispose]();
    },
  };
}

/** Gives a demo workspace the Python environment that its terminals expect. */
export async function addDemoPython(workspace: DemoWorkspace, onLine: (line: string) => void): Promise<void> {
  const shared = inRoot(".cache", "python", "examples");
  await ensureVirtualEnvironment(shared, inRoot("examples", "requirements.txt"), onLine);
  await symlink(shared, join(workspace.folder, ".venv"));
}
