import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { join } from "node:path";
import { locateDataFolder } from "../../client/dataFolder.ts";
import { withoutSecrets } from "../../client/trackingEnvironment.ts";
import { chosenElsewhere } from "../environment.ts";
import { type Check, fail, ok, warn } from "./check.ts";
import { output } from "./output.ts";

const oldestNode = 22;

export function checkNode(version: string): Check {
  const name = "Node.js";
  if (Number(version.split(".")[0]) >= oldestNode) return ok(name, version);
  return fail(name, version, `Tidemark needs Node.js ${oldestNode} or newer.`);
}

export async function checkGit(): Promise<Check> {
  const version = await output("git", ["--version"]);
  if (version !== null) return ok("git", version.replace(/^git version /, ""));
  return warn("git", "not found", "Without git the code of runs is not recorded. Install it and put it on the PATH.");
}

export async function checkWorkspace(workspace: string): Promise<Check> {
  const name = "workspace";
  const { root } = await locateDataFolder(workspace);
  const there = await stat(root).catch(() => null); // It is made with the first engine.
  const folder = there === null ? workspace : root;
  try {
    await access(folder, constants.W_OK);
    return ok(name, workspace);
  } catch {
    return fail(name, `${folder} can't be written`, "Give yourself the right to write there, or choose --workspace.");
  }
}

/** The file that holds the token must be for the user alone. */
export async function checkInfoFile(workspace: string): Promise<Check | null> {
  const name = "token file";
  const { infoFile } = await locateDataFolder(workspace);
  const found = await stat(infoFile).catch(() => null); // None before the first engine.
  if (found === null || process.platform === "win32") return null;
  const mode = found.mode & 0o777;
  const shown = `mode ${mode.toString(8).padStart(4, "0")}`;
  if ((mode & 0o077) === 0) return ok(name, shown);
  return fail(name, `${shown}: others may read the token`, `chmod 600 '${infoFile}'`);
}

/** The client must be there and known; the workspace's own environment goes first. */
export async function checkPython(workspace: string): Promise<readonly Check[]> {
  const own = process.platform === "win32" ? join("Scripts", "python.exe") : join("bin", "python");
  for (const python of [join(workspace, ".venv", own), "python3", "python"]) {
    const version = await output(python, ["-c", "import sys; print(sys.version.split()[0])"]);
    if (version !== null) return [ok("Python", `${version} (${python})`), await checkMlflow(python)];
  }
  return [warn("Python", "not found", "Install Python 3.10 or newer to run training scripts.")];
}

const clientVersion = [
  "from importlib.metadata import version, PackageNotFoundError as Missing",
  "for name in ('mlflow', 'mlflow-skinny'):",
  "    try: print(version(name)); break",
  "    except Missing: pass",
].join("\n");

async function checkMlflow(python: string): Promise<Check> {
  const name = "MLflow";
  const version = await output(python, ["-c", clientVersion]);
  if (version === null || version === "") {
    return warn(name, "not installed", `Scripts log through it: '${python}' -m pip install mlflow`);
  }
  const major = Number(version.split(".")[0]);
  if (major === 2 || major === 3) return ok(name, version);
  return warn(name, version, "Tidemark is tested with clients 2.22 and 3: python -m pip install --upgrade mlflow");
}

export function checkEnvironment(environment: NodeJS.ProcessEnv, url: string | null): Check {
  const name = "MLFLOW_TRACKING_URI";
  const other = chosenElsewhere(environment, url);
  if (other !== null) {
    return warn(name, withoutSecrets(other), 'Runs are logged there. To log here: eval "$(tidemark env)"');
  }
  return ok(
    name,
    environment.MLFLOW_TRACKING_URI === undefined ? "not set (`tidemark run` sets it)" : "this workspace",
  );
}
