import type { ConnectedEngine } from "../client/connectEngine.ts";
import { plain, type Terminal } from "./terminal.ts";

/** Says on the error output that rows wait since they can't be put into their files, if there are any. */
export async function tellWaitingRows(engine: ConnectedEngine, terminal: Terminal): Promise<void> {
  const { problems } = await engine.request("engine/status", {});
  for (const { id, message, advice } of problems) {
    if (id === "rowsWait") terminal.error(`${plain(message)} ${advice}\n`);
  }
}
