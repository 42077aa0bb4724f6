import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { benchmarkContract } from "../../protocol/benchmarkRequests.ts";
import { answerer } from "../../protocol/channel.ts";
import { measure } from "../benchmark/measure.ts";

/** Measures models for the engine, and ends with it. */
if (process.send === undefined) throw new Error("The process that measures models is started by the engine.");
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
answerer(benchmarkContract, connection, {
  "benchmark/measure": ({ path, other, settings }, context) =>
    measure(other === undefined ? [path] : [path, other], settings, context),
});
process.once("disconnect", () => process.exit(0));
connection.listen();
