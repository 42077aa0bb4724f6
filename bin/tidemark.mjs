#!/usr/bin/env node
// Old enough to be read by every Node there is: it finds one that is new enough.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const needed = 22;
const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const built = join(root, "dist", "cli.mjs");
const source = join(root, "src", "cli", "main.ts");
const program = existsSync(built) ? built : source;
// Node reads TypeScript by itself from 22.18 on; bundled code needs 22.
const [major, minor] = process.versions.node.split(".").map(Number);
const suits = program === built ? major >= needed : major > needed || (major === needed && minor >= 18);

/** The Node that the `node` package brings, in this package's own modules or beside it. */
function packagedNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  for (let folder = root; ; folder = dirname(folder)) {
    const file = join(folder, "node_modules", "node", "bin", name);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return null;
  }
}

if (suits) {
  await import(pathToFileURL(program).href);
} else {
  const node = packagedNode();
  if (node === null || process.env.TIDEMARK_REEXECUTED === "1") {
    process.stderr.write(`error: Tidemark needs Node.js ${needed} or newer; this is ${process.versions.node}.\n`);
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, TIDEMARK_REEXECUTED: "1" },
  });
  // The one behind decides how both end; what a terminal sends reaches it by itself.
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  for (const signal of ["SIGINT", "SIGQUIT"]) {
    process.on(signal, () => {
      if (!process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    process.stderr.write(`error: ${node}: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
