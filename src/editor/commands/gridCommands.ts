import { type Disposable, type Uri, window } from "vscode";
import type { RegisterCommands } from "../commandRunner.ts";
import { openAsTable } from "../grid/gridEditors.ts";

/** Looking at data files as tables. */
export const registerGridCommands = (register: RegisterCommands): Disposable =>
  register("grid", {
    "tidemark.grid.open": async (file?: Uri) => {
      const uri = file ?? window.activeTextEditor?.document.uri ?? (await chooseFile());
      if (uri !== undefined) await openAsTable(uri);
    },
  });

async function chooseFile(): Promise<Uri | undefined> {
  const [uri] = (await window.showOpenDialog({ title: "Open which file as a table?", openLabel: "Open" })) ?? [];
  return uri;
}
