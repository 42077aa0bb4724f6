import { existsSync } from "node:fs";
import { chmod, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { runOrThrow } from "../../../scripts/process/run.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

/** A throw-away PostgreSQL cluster that listens on a socket in its own folder alone. */
export interface Postgres extends AsyncDisposable {
  /** As SQLAlchemy wants it. */
  readonly uri: string;
}

const installed = "/usr/lib/postgresql";

/** Makes and starts a cluster; it is gone when it goes out of scope. Nothing in it survives a power cut. */
export async function startPostgres(): Promise<Postgres> {
  const programs = await newestPrograms();
  const folder = await temporaryFolder();
  const data = join(folder.path, "data");
  const socket = join(folder.path, "socket");
  for (const each of [data, socket]) await mkdir(each);
  const asServer = await serverUser(folder.path);
  await asServer(join(programs, "initdb"), ["-D", data, "-U", "mlflow", "--auth=trust", "--no-sync", "-E", "UTF8"]);
  const settings = [
    "listen_addresses=''",
    `unix_socket_directories='${socket}'`,
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
  ];
  const flags = settings.map((setting) => `-c ${setting}`).join(" ");
  const control = join(programs, "pg_ctl");
  await asServer(control, ["-D", data, "-l", join(data, "log"), "-w", "-o", flags, "start"]);
  return {
    uri: `postgresql+psycopg2://mlflow@/postgres?host=${socket}`,
    async [Symbol.asyncDispose]() {
      await asServer(control, ["-D", data, "-m", "immediate", "-w", "stop"]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function newestPrograms(): Promise<string> {
  const versions = existsSync(installed) ? await readdir(installed) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) throw new Error("PostgreSQL is not installed: on Debian, apt-get install postgresql.");
  return join(installed, newest, "bin");
}

/** PostgreSQL refuses to run as root, so root lends it the user that its package made. */
async function serverUser(folder: string): Promise<(program: string, args: readonly string[]) => Promise<string>> {
  if (process.getuid?.() !== 0) return (program, args) => runOrThrow(program, args, { cwd: folder });
  await runOrThrow("chown", ["-R", "postgres", folder]);
  await chmod(folder, 0o755);
  const asPostgres = ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"];
  return (program, args) => runOrThrow("setpriv", [...asPostgres, program, ...args], { cwd: folder });
}
