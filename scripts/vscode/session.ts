import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Nothing that asks, updates or reports. */
const settings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "always",
  "telemetry.telemetryLevel": "off",
  // A terminal that is drawn as text can be read by tests.
  "terminal.integrated.gpuAcceleration": "off",
  "update.mode": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

export interface Session {
  readonly extensionsFolder: string;
  /** What tells VS Code to use this session. */
  readonly arguments: readonly string[];
}

/** Prepares a folder that holds a user's settings, state and extensions apart from anybody's own. */
export async function prepareSession(folder: string, extensionsFolder = join(folder, "extensions")): Promise<Session> {
  const userFolder = join(folder, "user");
  await mkdir(join(userFolder, "User"), { recursive: true });
  await writeFile(join(userFolder, "User", "settings.json"), JSON.stringify(settings, null, 2));
  return {
    extensionsFolder,
    arguments: ["--user-data-dir", userFolder, "--extensions-dir", extensionsFolder],
  };
}
