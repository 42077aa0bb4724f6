import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { answerer } from "../../protocol/channel.ts";
import { onnxContract } from "../../protocol/onnxRequests.ts";
import { onnxHandlers } from "../onnx/onnxHandlers.ts";

/** Reads ONNX files for the engine, and ends with it. */
const [workspace] = process.argv.slice(2);
if (workspace === undefined || process.send === undefined) {
  throw new Error("The process that reads ONNX files is started by the engine: WORKSPACE.");
}
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
answerer(onnxContract, connection, onnxHandlers(workspace));
process.once("disconnect", () => process.exit(0));
connection.listen();
