import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { mlflowPython } from "../mlflowServer.ts";
import { startNullServer } from "../nullServer.ts";
import type { Operation } from "../operation.ts";
import { median, number } from "../statistics.ts";

/** Calls in a round; a script of 10,000 is ten times as long. */
const calls = 1000;

/** A script of MLflow's own client, the time of one `log_metric` call; and how much of that is the client's own. */
export const realClient: Operation = {
  name: "real-client",
  title: "log_metric of MLflow's own client, for each call",
  async prepare(servers) {
    const { ours, mlflow } = await servers.empty();
    const nothing: number[] = [];
    return {
      peers: [ours.peer, mlflow.peer],
      async round(peer) {
        await using null_ = await startNullServer();
        using script = startScript();
        if (peer.name === "tidemark") nothing.push(await script.measure(null_.url, null));
        return { times: [await script.measure(peer.url, peer.token)] };
      },
      findings(own) {
        const none = median(nothing);
        return [
          { what: "with a server that does nothing", value: `${number(none)} ms` },
          {
            what: "ours above that",
            value: `${number(own.median - none)} ms, 10,000 calls ${number(10 * own.median)} s`,
          },
        ];
      },
    };
  },
};

interface Script extends Disposable {
  /** Milliseconds that one call took. */
  measure(url: string, token: string | null): Promise<number>;
}

function startScript(): Script {
  const child = spawn(mlflowPython, [join(import.meta.dirname, "..", "client.py")], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: "true", DO_NOT_TRACK: "true", PYTHONWARNINGS: "ignore" },
  });
  const lines = createInterface(child.stdout);
  return {
    async measure(url, token) {
      const answered = Promise.race([
        once(lines, "line"),
        once(child, "exit").then(() => Promise.reject(new Error("The script of MLflow's client has ended."))),
      ]);
      child.stdin.write(`${JSON.stringify({ url, token, calls })}\n`);
      const [line] = await answered;
      return (1000 * Number(line)) / calls;
    },
    [Symbol.dispose]: () => child.kill(),
  };
}
