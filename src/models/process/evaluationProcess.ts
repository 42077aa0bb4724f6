import { resolve } from "node:path";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { openDatabase } from "../../data/duckdb/database.ts";
import { answerer } from "../../protocol/channel.ts";
import { evaluationContract } from "../../protocol/evaluationRequests.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { boundMemory } from "./boundMemory.ts";

/** Evaluates a model for the engine, and ends with it. */
const [workspace, temporaryFolder, residentLimit, draft] = process.argv.slice(2);
if (workspace === undefined || temporaryFolder === undefined || process.send === undefined) {
  throw new Error(
    "The process that evaluates models is started by the engine: WORKSPACE TEMPORARY-FOLDER MEGABYTES [DRAFT].",
  );
}
boundMemory(Number(residentLimit));
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
answerer(evaluationContract, connection, {
  async "evaluation/run"(question, { report }) {
    await using database = await openDatabase({ temporaryFolder });
    using session = await database.session();
    const target = question.predictions === undefined ? undefined : resolve(workspace, question.predictions);
    const predictions = target === undefined || draft === undefined ? undefined : { target, draft };
    return await evaluate(session, question, { workspace, predictions, report });
  },
});
process.once("disconnect", () => process.exit(0));
connection.listen();
