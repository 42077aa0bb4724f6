/**
 * Builds and packages Tidemark and opens VS Code with it, until Ctrl-C: the desktop's where there is one,
 * else VS Code served to a browser.
 * @example npm start -- --port 8484 --workspace ../my-project
 */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ensureVirtualEnvironment } from "./environment/python.ts";
import { makePackage } from "./packaging/makePackage.ts";
import { isPortFree } from "./process/isPortFree.ts";
import { inRoot } from "./root.ts";
import { startCodeServer } from "./vscode/codeServer.ts";
import { hasDesktop, openDesktop } from "./vscode/desktop.ts";
import { engineOfSession } from "./vscode/engineOfSession.ts";

const defaultPort = 8484;
const examples = inRoot("examples");

const { values } = parseArgs({ options: { port: { type: "string" }, workspace: { type: "string" } } });
const say = (line: string): void => console.log(line);

const stopped = Promise.withResolvers<void>();
/** While things are prepared there is nothing to close; children end with us. */
let onStop = (): void => process.exit(130);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => onStop());
// npm runs scripts through a shell, which ends without passing signals on: its end is the sign then.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && onStop(), 500).unref();

try {
  const started = performance.now();
  const workspace = values.workspace === undefined ? examples : resolve(process.env.INIT_CWD ?? ".", values.workspace);
  if (!(await stat(workspace)).isDirectory()) throw new Error(`${workspace} is not a folder.`);
  await open(workspace, await choosePort(values.port), started);
  process.exit(0);
} catch (error) {
  console.error(`✖ ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

async function open(workspace: string, port: number, started: number): Promise<void> {
  say("Packaging Tidemark…");
  const { file } = await makePackage();
  if (workspace === examples) await prepareDemoPython();
  const took = (): string => `${Math.round((performance.now() - started) / 1000)} s`;
  await using _engine = await engineOfSession(workspace);
  onStop = stopped.resolve;
  if (await hasDesktop()) {
    const sessionFolder = inRoot(".vscode-test", "desktop");
    await using window = await openDesktop({ sessionFolder, extension: file, workspace });
    say(`\nVS Code opens ${workspace} after ${took()}, with settings and extensions of its own.`);
    say("Close its window or press Ctrl-C to end.");
    await Promise.race([window.ended, stopped.promise]);
    return;
  }
  await using server = await startCodeServer({
    sessionFolder: inRoot(".vscode-test", "browser"),
    port,
    extensions: [file],
    onLine: say,
  });
  say(`\nReady after ${took()}. Open this in a browser:\n\n  ${server.folderUrl(workspace)}\n\nCtrl-C ends it.`);
  await Promise.race([server.ended, stopped.promise]);
}

async function choosePort(wanted: string | undefined): Promise<number> {
  if (wanted === undefined) return (await isPortFree(defaultPort)) ? defaultPort : 0;
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${wanted} is not a port.`);
  if (!(await isPortFree(port))) throw new Error(`Port ${port} is taken: choose another with --port.`);
  return port;
}

/** The demo's own settings put this environment first on its terminals' path. */
async function prepareDemoPython(): Promise<void> {
  say("Preparing the demo's Python environment…");
  await ensureVirtualEnvironment(inRoot("examples", ".venv"), inRoot("examples", "requirements.txt"), say);
}
