import type { Caller } from "../protocol/channel.ts";
import type { EngineContract } from "../protocol/engineContract.ts";
import type { Experiment } from "../protocol/entities.ts";
import { notFound } from "../protocol/errors.ts";
import { plain } from "./terminal.ts";

/** Finds the experiment that a word stands for: a name, else an id. */
export const resolveExperiment = async (
  engine: Pick<Caller<EngineContract>, "request">,
  word: string,
): Promise<Experiment> => chooseExperiment((await engine.request("experiments/list", {})).experiments, word);

/** The same among experiments that are known. */
export function chooseExperiment(experiments: readonly Experiment[], word: string): Experiment {
  const found = experiments.find(({ name }) => name === word) ?? experiments.find(({ id }) => id === word);
  if (found !== undefined) return found;
  const names = experiments.map(({ name }) => plain(name)).join(", ");
  throw notFound(`No experiment is called ${plain(word)}. There are: ${names}.`);
}
