import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { attachEngine, stopEngine } from "../../../src/client/attachEngine.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const program = fileURLToPath(new URL("../../../src/cli/main.ts", import.meta.url));

export interface CliEnd {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface CliProcess {
  readonly child: ChildProcess;
  /** Resolves with the first line on its standard output. */
  readonly firstLine: Promise<string>;
  readonly ended: Promise<CliEnd>;
}

/** A workspace of its own for the tidemark command; its engine ends with it. */
export interface CliWorkspace extends AsyncDisposable {
  readonly path: string;
  start(args: readonly string[], variables?: NodeJS.ProcessEnv): CliProcess;
  /** Runs the command to its end. */
  tidemark(...args: string[]): Promise<CliEnd>;
}

/** What the machine that tests run on has set must not count. */
const clean = { MLFLOW_TRACKING_URI: undefined, MLFLOW_TRACKING_TOKEN: undefined, TIDEMARK_NODE: undefined };

export async function cliWorkspace(): Promise<CliWorkspace> {
  const folder = await temporaryFolder();
  const start = (args: readonly string[], variables: NodeJS.ProcessEnv = {}): CliProcess => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder.path,
      env: { ...process.env, ...clean, FORCE_COLOR: undefined, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let error = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      error += text;
    });
    const firstLine = new Promise<string>((resolve, reject) => {
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        out += text;
        if (out.includes("\n")) resolve(out.split("\n", 1)[0] ?? "");
      });
      child.once("close", () => reject(new Error(`It ended before it printed a line: ${error}`)));
    });
    firstLine.catch(() => undefined); // Not every test waits for a line.
    const ended = once(child, "close").then(([code]: (number | null)[]) => ({ code: code ?? null, out, error }));
    return { child, firstLine, ended };
  };
  return {
    path: folder.path,
    start,
    tidemark: (...args) => start(args).ended,
    async [Symbol.asyncDispose]() {
      const engine = await attachEngine(folder.path, { client: "test", version: "0" });
      if (engine !== null) await stopEngine(engine, { reason: "The test is over." });
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Logs runs as a script would; what it is told comes from the variables that `tidemark run` sets. */
export const script = `
const call = async (path, body) => {
  const answer = await fetch(process.env.MLFLOW_TRACKING_URI + "/api/2.0/mlflow/" + path, {
    method: "POST",
    headers: { authorization: "Bearer " + process.env.MLFLOW_TRACKING_TOKEN, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};
const context = JSON.parse(process.env.MLFLOW_RUN_CONTEXT ?? "{}");
const tags = Object.entries(context).map(([key, value]) => ({ key, value }));
for (const [name, lr, loss] of JSON.parse(process.argv[1])) {
  const { run } = await call("runs/create", { experiment_id: "0", run_name: name, start_time: Date.now(), tags });
  const run_id = run.info.run_id;
  await call("runs/log-batch", {
    run_id,
    params: [{ key: "lr", value: String(lr) }, { key: "seed", value: "1" }],
    metrics: [{ key: "loss", value: loss, timestamp: Date.now(), step: 0 }],
  });
  await call("runs/update", { run_id, status: "FINISHED", end_time: Date.now() });
}
`;
