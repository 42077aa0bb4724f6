import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { compiler, ensureSystemPackages, kerberosHeaders } from "../environment/systemPackages.ts";
import { runOrThrow } from "../process/run.ts";
import { inRoot } from "../root.ts";

/** VS Code as a server: the real workbench and extension host, shown by a browser. */
const version = "4.139.1";
const folder = inRoot(".vscode-test", "code-server");

/** Installs code-server below .vscode-test/ unless it is there, and answers its entry file for Node. */
export async function installCodeServer(onLine: (line: string) => void): Promise<string> {
  const entry = join(folder, "node_modules", "code-server", "out", "node", "entry.js");
  const stamp = join(folder, "installed");
  if (existsSync(entry) && existsSync(stamp) && (await readFile(stamp, "utf8")) === version) return entry;

  await ensureSystemPackages([kerberosHeaders, compiler], onLine);
  onLine(
    `Fetching VS Code (code-server ${version}, about 600 MB on disk) into ${folder}; this takes some minutes once…`,
  );
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest = {
    private: true,
    dependencies: { "code-server": version },
    // Its own script installs VS Code's parts; the password hashing is not used without passwords.
    allowScripts: { "code-server": true, argon2: false },
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  const headers = nodeHeadersPrefix();
  const env = { JOBS: "max", ...(headers === null ? {} : { npm_config_nodedir: headers }) };
  const args = ["install", "--no-audit", "--no-fund", "--foreground-scripts", "--loglevel=http"];
  await runOrThrow("npm", args, { cwd: folder, env, onLine: summarised(onLine) });
  await writeFile(stamp, version);
  return entry;
}

/** The prefix of an installed Node that has its C headers: without it they are fetched from nodejs.org. */
function nodeHeadersPrefix(): string | null {
  const beside = (process.env.PATH ?? "").split(delimiter).map((folder) => dirname(folder));
  const prefixes = [...beside, "/usr/local", "/usr"];
  return prefixes.find((prefix) => existsSync(join(prefix, "include", "node", "node.h"))) ?? null;
}

/** Thousands of requests and compiler lines are no news one by one: tells their count, and which package is built. */
function summarised(onLine: (line: string) => void): (line: string) => void {
  let fetched = 0;
  return (line) => {
    if (line.startsWith("npm http ") && ++fetched % 100 === 0) onLine(`  ${fetched} packages fetched…`);
    else if (/^> \S+@\S+ \w+$/.test(line)) onLine(`  building ${line.slice(2)}…`);
  };
}
