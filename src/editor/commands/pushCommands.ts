import { Disposable, type QuickPickItem, window } from "vscode";
import type { Experiment } from "../../protocol/entities.ts";
import { notFound } from "../../protocol/errors.ts";
import type { SyncState } from "../../protocol/push.ts";
import { syncWords } from "../../protocol/pushWords.ts";
import type { RegisterCommands } from "../commandRunner.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { RunChooser } from "../experiments/chooseRuns.ts";
import { experimentDescription, oneLine } from "../experiments/labels.ts";
import type { TreeTarget } from "../experiments/nodes.ts";
import type { ModelChooser } from "../models/chooseModel.ts";
import { beginSync } from "../push/beginSync.ts";
import type { Remotes } from "../push/remotes.ts";
import { runPush } from "../push/runPush.ts";

export interface PushCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly chooseRuns: RunChooser;
  readonly chooseModel: ModelChooser;
  readonly remotes: Remotes;
}

/** Sending runs, experiments and models to other servers, and keeping experiments there. */
export function registerPushCommands({
  register,
  engine,
  chooseRuns,
  chooseModel,
  remotes,
}: PushCommandsDeps): Disposable {
  const experimentOf = async (target: TreeTarget | undefined, title: string): Promise<Experiment | undefined> => {
    if (target?.kind === "experiment") return target.experiment;
    const { experiments } = await engine.request("experiments/list", {});
    const items = experiments.map((experiment) => ({
      label: oneLine(experiment.name),
      description: experimentDescription(experiment),
      experiment,
    }));
    return (await window.showQuickPick(items, { title }))?.experiment;
  };
  const stop = async (experimentId: string): Promise<void> => {
    await engine.request("sync/stop", { experimentId });
  };
  return Disposable.from(
    register("push", {
      "tidemark.push.runs": async (target, selected) => {
        const runs = await chooseRuns.some({ target, selected }, { title: "Push which runs?", many: true });
        if (runs.length > 0) await runPush(engine, remotes, { runIds: runs.map(({ id }) => id) });
      },
      "tidemark.push.experiment": async (target) => {
        const experiment = await experimentOf(target, "Push which experiment?");
        if (experiment !== undefined) await runPush(engine, remotes, { experimentId: experiment.id });
      },
      "tidemark.push.model": async (target) => {
        const model = await chooseModel.model({ target }, "Push which model?");
        if (model !== undefined) await runPush(engine, remotes, { modelName: model.name });
      },
    }),
    register("sync", {
      "tidemark.sync.start": async (target) => {
        const experiment = await experimentOf(target, "Keep which experiment pushed?");
        if (experiment !== undefined) await beginSync(engine, remotes, experiment);
      },
      "tidemark.sync.stop": async (target) => {
        if (target?.kind === "experiment") return stop(target.experiment.id);
        const chosen = await pickSync(engine, "Stop keeping which experiment pushed?");
        if (chosen !== undefined) await stop(chosen.experimentId);
      },
      "tidemark.sync.show": async () => {
        const chosen = await pickSync(engine, "Experiments that are kept pushed");
        if (chosen === undefined) return;
        const signIn = "Sign in";
        const end = "Stop syncing";
        const message = `${chosen.remote}: ${syncWords(chosen, Date.now())}`;
        const refused = chosen.failures.map(({ place, reason }) => `${oneLine(place)}: ${oneLine(reason)}`);
        const detail = refused.slice(0, 10).join("\n");
        const offers = chosen.state === "unauthenticated" ? [signIn, end] : [end];
        const answer = await window.showInformationMessage(message, { modal: true, detail }, ...offers);
        if (answer === end) await stop(chosen.experimentId);
        if (answer === signIn && (await remotes.signIn(chosen.remote))) {
          const remote = await remotes.open(chosen.remote);
          await engine.request("sync/set", { experimentId: chosen.experimentId, remote });
        }
      },
    }),
  );
}

async function pickSync(engine: EngineHost, title: string): Promise<SyncState | undefined> {
  const [{ syncs }, { experiments }] = await Promise.all([
    engine.request("sync/list", {}),
    engine.request("experiments/list", {}),
  ]);
  if (syncs.length === 0) throw notFound("No experiment is kept pushed: Sync experiment… begins it.");
  const now = Date.now();
  const items: (QuickPickItem & { sync: SyncState })[] = syncs.map((sync) => ({
    label: oneLine(experiments.find(({ id }) => id === sync.experimentId)?.name ?? sync.experimentId),
    description: sync.remote,
    detail: oneLine(syncWords(sync, now)),
    sync,
  }));
  return (await window.showQuickPick(items, { title }))?.sync;
}
