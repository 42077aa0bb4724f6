import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runOrThrow } from "../process/run.ts";
import { type StartedProcess, startProcess } from "../process/startProcess.ts";
import { installCodeServer } from "./installCodeServer.ts";

export interface CodeServerOptions {
  /** Holds the user's data and extensions of this session. */
  readonly sessionFolder: string;
  /** Zero chooses a free one. */
  readonly port: number;
  readonly extensions: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly onLine: (line: string) => void;
  /** Whether folders are trusted without asking. */
  readonly trusted?: boolean;
}

export interface CodeServer extends AsyncDisposable {
  /** Where a browser sees `folder` in VS Code. */
  folderUrl(folder: string): string;
  readonly extensionsFolder: string;
  readonly ended: StartedProcess["ended"];
}

/** Starts VS Code as a server with packaged extensions installed. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const entry = await installCodeServer(options.onLine);
  const extensionsFolder = join(options.sessionFolder, "extensions");
  const userFolder = join(options.sessionFolder, "user");
  const folders = ["--user-data-dir", userFolder, "--extensions-dir", extensionsFolder];
  await mkdir(join(userFolder, "User"), { recursive: true });
  await writeFile(join(userFolder, "User", "settings.json"), JSON.stringify(options.settings, null, 2));
  const env = {
    // Neither the user's own code-server settings nor a port that the environment names.
    CODE_SERVER_CONFIG: join(options.sessionFolder, "config.yaml"),
    PORT: "",
  };
  for (const extension of options.extensions) {
    await runOrThrow(process.execPath, [entry, ...folders, "--install-extension", extension, "--force"], { env });
  }
  const serverOptions = ["--auth", "none", "--bind-addr", `127.0.0.1:${options.port}`];
  const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
  const trust = options.trusted === false ? [] : ["--disable-workspace-trust"];
  const server = startProcess(process.execPath, [entry, ...folders, ...serverOptions, ...quiet, ...trust], { env });
  try {
    const [, address] = await server.line(/HTTP server listening on (http:\/\/[^/\s]+)/);
    return {
      extensionsFolder,
      ended: server.ended,
      folderUrl: (folder) => `${address}/?folder=${encodeURIComponent(folder)}`,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}
