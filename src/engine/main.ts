import { flushCompileCache } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { type DataFolder, prepareDataFolder } from "../client/dataFolder.ts";
import { readEngineInfo, writeEngineInfo } from "../client/engineInfoFile.ts";
import { removeUnfinished } from "../data/content/unfinishedCopies.ts";
import { hasJournals } from "../data/ingest/hasJournals.ts";
import { dataProcess } from "../data/process/startData.ts";
import { registerMlflow } from "../mlflow/registerMlflow.ts";
import { benchmarkJobs } from "../models/process/benchmarkJobs.ts";
import { evaluationJobs } from "../models/process/evaluationJobs.ts";
import { onnxJobs } from "../models/process/onnxJobs.ts";
import { type EngineStatus, protocolVersion } from "../protocol/engineContract.ts";
import { chooseAddress } from "./address.ts";
import { type EngineArguments, parseEngineArguments } from "./arguments.ts";
import { createChangeFeed } from "./changeFeed.ts";
import { closeInOrder } from "./closeInOrder.ts";
import { takeEngineLock } from "./engineLock.ts";
import { openEngineLog } from "./engineLog.ts";
import { engineHandlers } from "./handlers/engineHandlers.ts";
import { serveHttp } from "./http.ts";
import { dayLong, watchIdle } from "./idleStop.ts";
import { journalTroubles } from "./journalTroubles.ts";
import { endOnUncaught, endUnstarted, insistOnEnd, stopOnSignals } from "./lifecycle.ts";
import { packageVersion } from "./packageVersion.ts";
import { createProblems } from "./problems.ts";
import { openRecording } from "./recording.ts";
import { rowsRoute } from "./rowsRoute.ts";
import { type RpcServer, serveRpc } from "./rpcServer.ts";
import { preparePrivateFolder, socketPath } from "./socketPath.ts";
import { watchFolders } from "./watchFolders.ts";
import type { Wire } from "./wire.ts";

/** The engine of one workspace: takes the lock, opens the store, serves scripts and editors, and says where in engine.json. */
async function main(args: EngineArguments, folder: DataFolder): Promise<void> {
  const lock = takeEngineLock(folder.lockFile);
  const engineLog = openEngineLog(folder.engineLog);
  const { log } = engineLog;
  endOnUncaught(engineLog);
  const version = packageVersion(process.argv[1] ?? fileURLToPath(import.meta.url));
  const previous = await readEngineInfo(folder.infoFile);
  const address = chooseAddress(args, previous, folder.workspace);
  const startedAt = Date.now();
  let lastActivity = startedAt;
  const active = (): void => {
    lastActivity = Date.now();
  };

  // What happens before anybody can be connected has nobody to tell.
  let rpc: RpcServer | undefined;
  let idle: Disposable | undefined;
  const problems = createProblems((list) => rpc?.broadcast("problems", { problems: list }));
  const feed = createChangeFeed((changed) => rpc?.broadcast("changed", changed));
  const wire: Wire = { ownUrl: () => http.url, active, emit: (name, event) => rpc?.broadcast(name, event) };
  const workers = {
    readWorker: besides("../store/readWorker.ts"),
    importWorker: besides("../transfer/import/worker/importWorker.ts"),
  };
  const data = dataProcess({
    file: besides("../data/process/dataProcess.ts"),
    workspace: folder.workspace,
    temporaryFolder: folder.spill,
    onJournal(event) {
      if (event.trouble !== null) log.warn(event, "Rows wait in their journal.");
      journals.observe(event);
    },
    onCrash: (crash) => log.error(crash, "The data process has ended; the next question starts another."),
  });
  const settle = () => data.request("ingest/settle", {});
  const journals = journalTroubles(problems, settle);

  const evaluations = evaluationJobs(besides("../models/process/evaluationProcess.ts"), {
    workspace: folder.workspace,
    temporaryFolder: folder.spill,
  });
  const benchmarks = benchmarkJobs(besides("../models/process/benchmarkProcess.ts"), folder.workspace);
  const recording = openRecording({
    folder,
    ...workers,
    log,
    problems,
    onChange: feed.add,
    wire,
    data,
    evaluations,
    benchmarks,
  });

  const http = await serveHttp({
    token: address.token,
    ports: address.ports,
    log,
    onRequest: active,
    routes: (app) => {
      registerMlflow(app, { tracking: recording.tracking });
      rowsRoute(app, data);
    },
  });
  recording.begin();
  // Rows that were acknowledged before an engine was killed go into their files now.
  if (await hasJournals(folder.workspace)) {
    settle().catch((error: unknown) => log.error({ err: error }, "Rows wait in their journal."));
  }
  removeUnfinished(folder.workspace).catch((error: unknown) =>
    log.warn({ err: error }, "Copies of versions that were not finished could not be removed."),
  );
  const watched = watchFolders(data, folder.workspace, (error) =>
    log.warn({ err: error }, "Watched folders could not be looked at."),
  );
  if (address.knownPort !== null && http.port !== address.knownPort) {
    problems.raise("portTaken", `Port ${address.knownPort} is taken; Tidemark serves at ${http.url} instead.`);
  }

  const status = (): EngineStatus => ({
    version,
    protocol: protocolVersion,
    pid: process.pid,
    workspace: folder.workspace,
    url: http.url,
    token: address.token,
    startedAt,
    clients: rpc?.clients ?? 0,
    runningRuns: recording.runningRuns(),
    problems: problems.list(),
  });

  let ending = false;
  const stop = (reason: string, restart = false): void => {
    if (ending) return;
    ending = true;
    log.info({ reason, restart }, "The engine stops.");
    insistOnEnd(engineLog);
    rpc?.broadcast("stopping", { reason, restart });
    void closeInOrder(
      [
        ["idle", () => idle?.[Symbol.dispose]()],
        ["socket", () => rpc?.refuseNew()],
        ["http", http.close],
        ["changes", () => feed[Symbol.dispose]()],
        ["jobs", recording.endJobs],
        ["watched folders", () => watched[Symbol.dispose]()],
        ["journals", () => journals[Symbol.dispose]()],
        ["data", () => data[Symbol.asyncDispose]()],
        ["recording", recording.close],
        ["lock", lock.release],
        // The end of their connection tells clients that the lock is free.
        ["clients", () => rpc?.disconnect()],
        ["log", engineLog.close],
      ],
      (name, error) => log.error({ err: error }, `The ${name} could not be closed.`),
    );
  };

  const socket = socketPath(folder.workspace, {
    platform: process.platform,
    runtimeFolder: process.env.XDG_RUNTIME_DIR,
    temporaryFolder: tmpdir(),
    user: process.getuid?.(),
  });
  if (process.platform !== "win32") await preparePrivateFolder(dirname(socket), process.getuid?.());
  rpc = await serveRpc({
    path: socket,
    handlers: {
      ...recording.handlers,
      ...engineHandlers({ status, stop }),
      ...onnxJobs(besides("../models/process/onnxProcess.ts"), folder.workspace),
    },
    log,
    onClients: active,
  });
  const limits = { idle: args.idleMinutes * 60_000, quietRun: dayLong };
  const observe = () => ({
    clients: rpc?.clients ?? 0,
    runningRuns: recording.runningRuns(),
    lastActivity,
  });
  idle =
    args.idleMinutes === 0
      ? undefined
      : watchIdle(
          limits,
          observe,
          () => stop("Nobody needs it at the moment."),
          (error) => log.error({ err: error }, "Whether the engine is needed could not be seen."),
        );
  stopOnSignals(args.foreground, stop);
  const { pid } = process;
  const { port } = http;
  const { token } = address;
  await writeEngineInfo(folder.infoFile, { pid, version, protocol: protocolVersion, socket, port, token, startedAt });
  // One that is killed would not leave it to its successor.
  flushCompileCache();
  log.info({ version, port, socket, node: process.version }, "The engine serves.");
  if (args.foreground) process.stdout.write(`${JSON.stringify(status())}\n`);
}

/** Another program of the engine's: beside this file where both are bundled, at its place in the source in development. */
const besides = (source: string): URL =>
  new URL(import.meta.url.endsWith(".ts") ? source : `${basename(source, ".ts")}.mjs`, import.meta.url);

try {
  const args = parseEngineArguments(process.argv.slice(2));
  await main(args, await prepareDataFolder(args.workspace));
} catch (error) {
  endUnstarted(error);
}
