import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { answerer } from "../../protocol/channel.ts";
import { dataContract } from "../../protocol/dataRequests.ts";
import type { JournalEvent } from "../../protocol/ingestRequests.ts";
import { openDatabase } from "../duckdb/database.ts";
import { dataHandlers } from "./dataHandlers.ts";

/** The data process: answers the engine's questions about files, and ends with it. */
const [workspace, temporaryFolder] = process.argv.slice(2);
if (workspace === undefined || temporaryFolder === undefined || process.send === undefined) {
  throw new Error("The data process is started by the engine: WORKSPACE TEMPORARY-FOLDER.");
}
const database = await openDatabase({ temporaryFolder });
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
const onJournal = (event: JournalEvent): void => {
  answers.emit("journal", event).catch(() => undefined);
};
const handlers = dataHandlers({ database, workspace, temporaryFolder, onJournal });
const answers = answerer(dataContract, connection, handlers);
process.once("disconnect", () => process.exit(0));
connection.listen();
