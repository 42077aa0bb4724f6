import type { VirtualEnvironment } from "../environment/python.ts";

const platformName = { win32: "windows", darwin: "osx" } as const;

/** VS Code's settings for a session of its own: quiet, and with the Python environment first on terminals' path. */
export function sessionSettings(python: VirtualEnvironment | null): Readonly<Record<string, unknown>> {
  const quiet = {
    "extensions.autoCheckUpdates": false,
    "extensions.autoUpdate": false,
    "extensions.ignoreRecommendations": true,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": false,
    "chat.disableAIFeatures": true,
    "git.openRepositoryInParentFolders": "always",
  };
  if (python === null) return quiet;
  const { platform } = process;
  const name = platform === "win32" || platform === "darwin" ? platformName[platform] : "linux";
  const separator = platform === "win32" ? ";" : ":";
  const path = `${python.binFolder}${separator}\${env:PATH}`;
  return { ...quiet, [`terminal.integrated.env.${name}`]: { PATH: path } };
}
