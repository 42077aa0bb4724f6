import { type QuickPickItem, ThemeIcon, window } from "vscode";
import type { RunSummary } from "../../protocol/entities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import type { ModelCandidate } from "../../protocol/modelEntities.ts";
import type { VersionId } from "../../protocol/modelRequests.ts";
import { pickOrType } from "../commands/pickOrType.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { oneLine, runLabel } from "../experiments/labels.ts";
import { modelDescription, versionName } from "./modelLabels.ts";
import { modelNameProblem } from "./names.ts";

/** Registers a model that a run made, asking which one and under which name; undefined when the user thought better of it. */
export async function registerModel(engine: EngineHost, run: RunSummary): Promise<VersionId | undefined> {
  const { candidates } = await engine.request("models/candidates", { runId: run.id });
  const candidate = await chooseCandidate(
    candidates.filter(({ ready }) => ready),
    run,
  );
  if (candidate === undefined) return undefined;
  const name = await askModelName(engine, candidate);
  if (name === undefined) return undefined;
  return engine.request("models/register", { name, source: candidate.source });
}

async function chooseCandidate(
  candidates: readonly ModelCandidate[],
  run: RunSummary,
): Promise<ModelCandidate | undefined> {
  const [only] = candidates;
  if (only === undefined) {
    const how = 'Log one with mlflow.<library>.log_model(…), for example mlflow.sklearn.log_model(model, "model").';
    throw new TidemarkError("notFound", `${runLabel(run)} has no model to register. ${how}`);
  }
  if (candidates.length === 1) return only;
  const items: (QuickPickItem & { candidate: ModelCandidate })[] = candidates.map((candidate) => ({
    label: oneLine(candidate.name),
    description: [
      ...(candidate.flavor === null ? [] : [candidate.flavor]),
      ...candidate.registered.map(versionName),
    ].join(" · "),
    iconPath: new ThemeIcon("package"),
    candidate,
  }));
  const title = `Register which model of ${runLabel(run)}?`;
  return (await window.showQuickPick(items, { title, matchOnDescription: true }))?.candidate;
}

async function askModelName(engine: EngineHost, candidate: ModelCandidate): Promise<string | undefined> {
  const { models } = await engine.request("models/list", {});
  const known = models.map((model) => ({ value: model.name, description: modelDescription(model) }));
  return pickOrType({
    title: `Register ${oneLine(candidate.name)}: under which name?`,
    placeholder:
      known.length === 0 ? "Type a name, such as digits" : "Choose a model to add a version to, or type a new name",
    known,
    offerNew: (typed) => `Make the model ${typed}`,
    problem: modelNameProblem,
  });
}
