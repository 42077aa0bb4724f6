import { join } from "node:path";
import { runOrThrow } from "../process/run.ts";
import { type StartedProcess, startProcess } from "../process/startProcess.ts";
import { newTemporaryFolder } from "../process/temporaryFolder.ts";
import { installCodeServer } from "./installCodeServer.ts";
import { prepareSession, type Session } from "./session.ts";

export interface CodeServerOptions {
  /** Holds the user's data and extensions of this session. */
  readonly sessionFolder: string;
  /** Extensions that are installed already, instead of those named below. */
  readonly extensionsFolder?: string;
  /** Zero chooses a free one. */
  readonly port: number;
  readonly extensions: readonly string[];
  readonly onLine: (line: string) => void;
  /** Added to the server's environment, and so to that of extensions. */
  readonly env?: Readonly<Record<string, string>>;
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
  const session = await prepareSession(options.sessionFolder, options.extensionsFolder);
  const env = {
    // Neither the user's own code-server settings nor a port that the environment names.
    CODE_SERVER_CONFIG: join(options.sessionFolder, "config.yaml"),
    PORT: "",
    ...options.env,
  };
  if (options.extensionsFolder === undefined) await install(entry, session, options.extensions, env);
  const serverOptions = ["--auth", "none", "--bind-addr", `127.0.0.1:${options.port}`];
  const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"];
  const trust = options.trusted === false ? [] : ["--disable-workspace-trust"];
  const server = startProcess(process.execPath, [entry, ...session.arguments, ...serverOptions, ...quiet, ...trust], {
    env,
  });
  try {
    const [, address] = await server.line(/HTTP server listening on (http:\/\/[^/\s]+)/);
    return {
      extensionsFolder: session.extensionsFolder,
      ended: server.ended,
      folderUrl: (folder) => `${address}/?folder=${encodeURIComponent(folder)}`,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  } catch (error) {
    await server[Symbol.asyncDispose]();
    throw error;
  }
}

/** Installs packaged extensions once, for sessions that only use them: it takes some seconds each time. */
export async function installExtensions(
  folder: string,
  extensions: readonly string[],
  onLine: (line: string) => void,
): Promise<void> {
  const entry = await installCodeServer(onLine);
  await using temporary = await newTemporaryFolder("tidemark-install-");
  await install(entry, await prepareSession(temporary.path, folder), extensions, { PORT: "" });
}

async function install(
  entry: string,
  session: Session,
  extensions: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  for (const extension of extensions) {
    await runOrThrow(process.execPath, [entry, ...session.arguments, "--install-extension", extension, "--force"], {
      env,
    });
  }
}
