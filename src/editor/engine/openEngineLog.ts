import { stat } from "node:fs/promises";
import { commands, Uri } from "vscode";
import { locateDataFolder } from "../../client/dataFolder.ts";

/** Opens what the engine wrote last: its log, or what it said while it could not start. */
export async function openEngineLog(folder: string | null): Promise<void> {
  if (folder === null) return;
  const { engineLog, startLog } = await locateDataFolder(folder);
  const [own, starting] = [await writtenAt(engineLog), await writtenAt(startLog)];
  if (own === 0 && starting === 0) return;
  await commands.executeCommand("vscode.open", Uri.file(own >= starting ? engineLog : startLog), { preview: true });
}

/** When a log was last written; 0 when there is nothing in it. */
const writtenAt = (file: string): Promise<number> =>
  stat(file).then(
    ({ size, mtimeMs }) => (size === 0 ? 0 : mtimeMs),
    () => 0, // Never written.
  );
