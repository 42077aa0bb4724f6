import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run, runOrThrow } from "../process/run.ts";
import { ensureSystemPackages, pythonVenv } from "./systemPackages.ts";

const oldest = [3, 10] as const;

export interface VirtualEnvironment {
  readonly python: string;
  /** Where its programs are: goes first on a terminal's path. */
  readonly binFolder: string;
}

/** The virtual environment in a folder, whether or not it is there yet. */
export function virtualEnvironment(folder: string): VirtualEnvironment {
  const windows = process.platform === "win32";
  const binFolder = join(folder, windows ? "Scripts" : "bin");
  return { binFolder, python: join(binFolder, windows ? "python.exe" : "python") };
}

/** Makes a virtual environment with a requirements file's packages, or finds it made; `onLine` hears of the progress. */
export async function ensureVirtualEnvironment(
  folder: string,
  requirementsFile: string,
  onLine: (line: string) => void,
): Promise<VirtualEnvironment> {
  const base = await findPython();
  const requirements = await readFile(requirementsFile, "utf8");
  const wanted = createHash("sha256").update(`${base.version}\n${folder}\n${requirements}`).digest("hex");
  const stamp = join(folder, "tidemark-requirements.sha256");
  const made = virtualEnvironment(folder);
  if (existsSync(made.python) && existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) return made;

  if (base.command === "python3") await ensureSystemPackages([pythonVenv], onLine);
  onLine(`Making a Python ${base.version} environment in ${folder}…`);
  await rm(folder, { recursive: true, force: true });
  await runOrThrow(base.command, ["-m", "venv", folder]);
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", "-r", requirementsFile];
  await runOrThrow(made.python, pip, { onLine: shortened(onLine) });
  await writeFile(stamp, wanted);
  return made;
}

/** What pip fetches and installs, without from where and why. */
function shortened(onLine: (line: string) => void): (line: string) => void {
  return (line) => {
    const fetched = line.match(/^ {2}(?:Downloading|Using cached) (\S+?)-\d.* (\(.*\))$/);
    if (fetched !== null) onLine(`  ${fetched[1]} ${fetched[2]}`);
    else if (/^Installing collected packages/.test(line)) onLine("  installing them all…");
    else if (/^(ERROR|WARNING)/.test(line)) onLine(line);
  };
}

async function findPython(): Promise<{ command: string; version: string }> {
  const seen: string[] = [];
  for (const command of ["python3", "python"]) {
    const version = await pythonVersion(command);
    if (version === null) continue;
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return { command, version };
    seen.push(version);
  }
  const found = seen.length === 0 ? "none was found" : `only ${seen.join(" and ")} was found`;
  throw new Error(`Python ${oldest.join(".")} or newer is needed, and ${found}: install it from python.org.`);
}

async function pythonVersion(command: string): Promise<string | null> {
  try {
    const { code, output } = await run(command, ["-c", "import platform; print(platform.python_version())"]);
    return code === 0 ? output.trim() : null;
  } catch {
    return null; // There is no such program.
  }
}
