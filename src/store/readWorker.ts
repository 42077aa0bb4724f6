import { parentPort, workerData } from "node:worker_threads";
import { TidemarkError } from "../protocol/errors.ts";
import { openForReading } from "./connection.ts";
import type { ReadReply, ReadRequest } from "./readMessages.ts";
import { type ReadParams, runRead } from "./reads.ts";
import { storeError } from "./storeError.ts";

/** A worker's own connection, on which it runs one read after the other. */
const db = openForReading(String(workerData));

parentPort?.on("message", (request: ReadRequest) => parentPort?.postMessage(answer(request)));

function answer({ id, name, params }: ReadRequest): ReadReply {
  try {
    return { id, result: runRead(db, name, params as ReadParams<typeof name>) };
  } catch (thrown) {
    const error = storeError(thrown);
    const { code, message, data } =
      error instanceof TidemarkError ? error : new TidemarkError("internal", `The read ${name} failed: ${error}`);
    return { id, error: { code, message, data } };
  }
}
