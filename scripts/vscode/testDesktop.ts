import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from "@vscode/test-electron";
import { runOrThrow } from "../process/run.ts";
import { startProcess } from "../process/startProcess.ts";
import { inRoot } from "../root.ts";
import { prepareSession } from "./session.ts";

export interface DesktopWindow {
  readonly sessionFolder: string;
  readonly workspace: string;
  readonly extensions: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Opens a desktop VS Code that is fetched for tests (needs the internet and a screen) in a session of its own. */
export async function openInDesktop(window: DesktopWindow): Promise<AsyncDisposable> {
  const executable = await downloadAndUnzipVSCode({ cachePath: inRoot(".vscode-test") });
  const [cli = executable, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executable, {
    reuseMachineInstall: true,
  });
  const session = await prepareSession(window.sessionFolder);
  for (const extension of window.extensions) {
    await runOrThrow(cli, [...cliArgs, ...session.arguments, "--install-extension", extension, "--force"]);
  }
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return startProcess(executable, [...session.arguments, "--disable-workspace-trust", ...asRoot, window.workspace], {
    env: window.env,
  });
}
