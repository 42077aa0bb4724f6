import { window } from "vscode";
import type { Experiment } from "../../protocol/entities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { oneLine } from "../experiments/labels.ts";
import type { Remotes } from "./remotes.ts";

/** Asks where to, and for credentials if the server wants any, and keeps the experiment pushed from then on. */
export async function beginSync(engine: EngineHost, remotes: Remotes, experiment: Experiment): Promise<void> {
  const url = await remotes.choose(`Keep ${oneLine(experiment.name)} pushed to which MLflow server?`);
  if (url === undefined) return;
  for (;;) {
    try {
      await engine.request("sync/set", { experimentId: experiment.id, remote: await remotes.open(url) });
      window.setStatusBarMessage(`${oneLine(experiment.name)} is kept pushed to ${url}`, 5000);
      return;
    } catch (error) {
      if (!(error instanceof TidemarkError) || error.code !== "unauthenticated") throw error;
      if (!(await remotes.signIn(url))) return;
    }
  }
}
