import type { Caller } from "../protocol/channel.ts";
import type { EngineContract } from "../protocol/engineContract.ts";
import type { RunSummary } from "../protocol/entities.ts";
import { invalidParameter, notFound } from "../protocol/errors.ts";
import { plain } from "./terminal.ts";

type Engine = Pick<Caller<EngineContract>, "request">;

/** Finds the run that a word stands for: a name, else an id or the beginning of one. */
export async function resolveRun(engine: Engine, word: string): Promise<RunSummary> {
  const { experiments } = await engine.request("experiments/list", {});
  const search = async (filter: string): Promise<RunSummary[]> => {
    const found = await Promise.all(
      experiments.map(({ id }) => engine.request("runs/list", { experimentId: id, filter, limit: 20 })),
    );
    return found.flatMap(({ runs }) => runs);
  };
  const value = quoted(word);
  const named = value === null ? [] : await search(`attributes.run_name = ${value}`);
  const candidates = named.length > 0 ? named : await withPrefix(search, word.toLowerCase());
  const [only, ...others] = candidates;
  if (only === undefined) throw notFound(`No run has the id or name ${plain(word)}. See \`tidemark runs\`.`);
  if (others.length === 0) return only;
  const list = candidates.slice(0, 10).map(({ id, name }) => `  ${id}  ${plain(name)}`);
  throw invalidParameter(`${plain(word)} stands for several runs; say which by its id:\n${list.join("\n")}`);
}

/** Finds several runs, in the order asked. */
export const resolveRuns = (engine: Engine, words: readonly string[]): Promise<RunSummary[]> =>
  Promise.all(words.map((word) => resolveRun(engine, word)));

async function withPrefix(
  search: (filter: string) => Promise<RunSummary[]>,
  prefix: string,
): Promise<readonly RunSummary[]> {
  if (!/^[0-9a-z_-]+$/.test(prefix)) return [];
  // The search language takes `_` for any character.
  const found = (await search(`attributes.run_id LIKE '${prefix}%'`)).filter(({ id }) => id.startsWith(prefix));
  const whole = found.find(({ id }) => id === prefix);
  return whole === undefined ? found : [whole];
}

/** A string of the search language, which has no escapes; null when it can't hold the word. */
const quoted = (word: string): string | null =>
  !word.includes("'") ? `'${word}'` : !word.includes('"') ? `"${word}"` : null;
