import { run, runOrThrow } from "../process/run.ts";
import { type StartedProcess, startProcess } from "../process/startProcess.ts";
import { prepareSession } from "./session.ts";

export interface DesktopOptions {
  readonly sessionFolder: string;
  readonly extension: string;
  readonly workspace: string;
}

/** Whether the user's own VS Code can open a window here: its command is there, and a screen. */
export async function hasDesktop(): Promise<boolean> {
  const screen = process.platform !== "linux" || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
  // In VS Code's own remote terminals `code` opens files in that window and knows no sessions.
  if (!screen || process.env.VSCODE_IPC_HOOK_CLI !== undefined) return false;
  try {
    return (await run("code", ["--version"])).code === 0;
  } catch {
    return false; // There is no such command.
  }
}

/**
 * Opens the user's VS Code with the packaged extension in a session of its own,
 * so that neither their settings nor their extensions change. Ends when the window is closed.
 */
export async function openDesktop(options: DesktopOptions): Promise<StartedProcess> {
  const session = await prepareSession(options.sessionFolder);
  await runOrThrow("code", [...session.arguments, "--install-extension", options.extension, "--force"]);
  return startProcess("code", [
    ...session.arguments,
    "--new-window",
    "--wait",
    "--disable-workspace-trust",
    options.workspace,
  ]);
}
