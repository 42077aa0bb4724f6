import type { ForeignArtifact, ForeignItem } from "../foreign.ts";
import { writeArtifact } from "./artifacts.ts";
import type { ImportContext } from "./context.ts";
import { experimentWriter } from "./experiments.ts";
import { writeLoggedModel } from "./loggedModels.ts";
import { writeModelVersion, writeRegisteredModel } from "./registry.ts";
import { runWriter } from "./runs.ts";

/** Writes what is read, item by item, each in a small write of its own. */
export interface ImportWriter {
  write(item: ForeignItem): Promise<void>;
  /** After the last item. */
  finish(): Promise<void>;
}

export function importWriter(context: ImportContext): ImportWriter {
  const experiments = experimentWriter(context);
  const runs = runWriter(context, experiments);
  const models = new Map<string, string>();
  const artifact = async (item: ForeignArtifact): Promise<void> => {
    const uri = "run" in item.of ? runs.current(item.of.run)?.artifactUri : models.get(item.of.model);
    if (uri === undefined) return;
    const isMissing = await writeArtifact(context, uri, item);
    if (isMissing && "run" in item.of) runs.lacks(item.of.run);
  };
  const write = async (item: ForeignItem): Promise<void> => {
    switch (item.kind) {
      case "experiment":
        return experiments.open(item);
      case "run":
        return runs.open(item);
      case "metrics":
        return runs.metrics(item);
      case "datasets":
        return runs.datasets(item);
      case "modelLinks":
        return runs.links(item);
      case "artifact":
        return artifact(item);
      case "runEnd":
        return runs.end(item);
      case "loggedModel": {
        const uri = await writeLoggedModel(context, experiments, item);
        if (uri !== undefined) models.set(item.modelId, uri);
        return;
      }
      case "registeredModel":
        return writeRegisteredModel(context, item);
      case "modelVersion":
        return writeModelVersion(context, item);
      case "skipped":
        return context.report.skip(item.place, item.reason);
    }
  };
  return { write, finish: experiments.finish };
}
