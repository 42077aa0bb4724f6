import { Uri } from "vscode";

/** The icon of a page's tab. */
export const panelIcon = (extensionUri: Uri, name: "run" | "compare"): { light: Uri; dark: Uri } => ({
  light: Uri.joinPath(extensionUri, "media", `${name}-light.svg`),
  dark: Uri.joinPath(extensionUri, "media", `${name}-dark.svg`),
});
