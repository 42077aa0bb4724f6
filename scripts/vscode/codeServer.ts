import { join } from "node:path";
import { runOrThrow } from "../process/run.ts";
import { type StartedProcess, startProcess } from "../process/startProcess.ts";
import { installCodeServer } from "./installCodeServer.ts";
import { prepareSession } from "./session.ts";

export interface CodeServerOptions {
  /** Holds the user's data and extensions of this session. */
  readonly sessionFolder: string;
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
  const session = await prepareSession(options.sessionFolder);
  const env = {
    // Neither the user's own code-server settings nor a port that the environment names.
    CODE_SERVER_CONFIG: join(options.sessionFolder, "config.yaml"),
    PORT: "",
    ...options.env,
  };
  for (const extension of options.extensions) {
    await runOrThrow(process.execPath, [entry, ...session.arguments, "--install-extension", extension, "--force"], {
      env,
    });
  }
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
