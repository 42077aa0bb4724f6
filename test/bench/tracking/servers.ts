import { join } from "node:path";
import { newTemporaryFolder } from "../../../scripts/process/temporaryFolder.ts";
import { inRoot } from "../../../scripts/root.ts";
import { startEngine } from "../../support/engineProcess.ts";
import { startMlflow } from "./mlflowServer.ts";
import { connectPeer, type Peer } from "./peer.ts";

/** A peer with the file that it keeps everything in. */
export interface Served {
  readonly peer: Peer;
  readonly storeFile: string;
}

/** The servers that operations share; each starts when it is first asked for. */
export interface Servers extends AsyncDisposable {
  /** Ours, as it is packaged, and MLflow's, on empty stores. */
  empty(): Promise<{ readonly ours: Served; readonly mlflow: Served }>;
  /** Ours on a workspace that is there already. */
  ours(workspace: string): Promise<Served>;
  /** MLflow's on a folder with an `mlflow.db`, or where it shall make one. */
  mlflow(folder: string): Promise<Served>;
}

/** Nothing runs until it is asked for, and everything ends with the value. */
export function createServers(): Servers {
  const stack = new AsyncDisposableStack();
  const engines = new Map<string, Promise<Served>>();
  let pair: Promise<{ ours: Served; mlflow: Served }> | undefined;

  const startOurs = async (workspace: string): Promise<Served> => {
    const file = inRoot("dist", "engine.mjs");
    const engine = stack.use(await startEngine({ file, workspace, args: ["--idle-minutes", "0"] }));
    const peer = stack.use(connectPeer("tidemark", engine.url, engine.token));
    return { peer, storeFile: join(workspace, ".tidemark", "store.db") };
  };
  const mlflow = async (folder: string): Promise<Served> => {
    const server = stack.use(await startMlflow(folder));
    return { peer: stack.use(connectPeer("mlflow", server.url, null)), storeFile: server.storeFile };
  };
  const ours = (workspace: string): Promise<Served> => {
    const started = engines.get(workspace) ?? startOurs(workspace);
    engines.set(workspace, started);
    return started;
  };
  const startPair = async () => {
    const [workspace, folder] = [
      await newTemporaryFolder("tidemark-bench-"),
      await newTemporaryFolder("mlflow-bench-"),
    ];
    stack.use(workspace);
    stack.use(folder);
    return { ours: await ours(workspace.path), mlflow: await mlflow(folder.path) };
  };
  return {
    ours,
    mlflow,
    empty() {
      pair ??= startPair();
      return pair;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
