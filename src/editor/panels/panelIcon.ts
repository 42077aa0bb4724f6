import { Uri } from "vscode";
import type { panelTypes } from "../ids.ts";

/** The icon of a page's tab. */
export const panelIcon = (extensionUri: Uri, name: keyof typeof panelTypes): { light: Uri; dark: Uri } => ({
  light: Uri.joinPath(extensionUri, "media", `${name}-light.svg`),
  dark: Uri.joinPath(extensionUri, "media", `${name}-dark.svg`),
});
