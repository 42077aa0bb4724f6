import { type Disposable, type Uri, window } from "vscode";
import type { RegisterCommands } from "../commandRunner.ts";
import { openAsTable, rowLook } from "../grid/gridEditors.ts";
import type { ProfilePanels } from "../panels/profilePanels.ts";

/** Looking at data files: as tables, and what their values are like. */
export const registerGridCommands = (register: RegisterCommands, profiles: ProfilePanels): Disposable =>
  register("grid", {
    "tidemark.grid.open": async (file?: Uri, row?: unknown) => {
      const uri = await meant(file, "Open which file as a table?");
      // The explorer hands over all selected files there.
      if (uri !== undefined) await openAsTable(uri, typeof row === "number" ? rowLook(uri, row) : undefined);
    },
    "tidemark.grid.profile": async (file?: Uri) => {
      const uri = await meant(file, "Profile which file?");
      if (uri !== undefined) profiles.open(uri.fsPath);
    },
  });

/** The file itself, else the one in the active editor, else one that is asked for. */
async function meant(file: Uri | undefined, title: string): Promise<Uri | undefined> {
  const known = file ?? window.activeTextEditor?.document.uri;
  if (known !== undefined) return known;
  const [chosen] = (await window.showOpenDialog({ title, openLabel: "Open" })) ?? [];
  return chosen;
}
