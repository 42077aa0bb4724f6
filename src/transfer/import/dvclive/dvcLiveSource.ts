import { realpath, stat } from "node:fs/promises";
import { basename } from "node:path";
import { limits } from "../../../tracking/limits.ts";
import { acceptedParams } from "../acceptedParams.ts";
import { acceptedPath } from "../acceptedPath.ts";
import { someFolder } from "../files/folders.ts";
import { fingerprintOf, type StampedFile } from "../files/stamps.ts";
import { flatten, leaves } from "../flatten.ts";
import type { ForeignItem, ForeignSource } from "../foreign.ts";
import { numberOfText } from "../numberOfText.ts";
import { pythonText } from "../pythonText.ts";
import { type ReadPlain, readPlain } from "../readPlain.ts";
import { type DvcLiveFiles, dvcLiveFolders, filesOf, isDvcLiveFolder } from "./dvcLiveFolder.ts";
import { type Latest, readMetrics } from "./readMetrics.ts";

const experiment = ".";

/** Whether it is a folder that DVCLive writes to, or one with such below. */
export async function isDvcLive(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => undefined);
  return found?.isDirectory() === true && someFolder(place, ({ path, files }) => isDvcLiveFolder(path, files));
}

/** Folders that DVCLive writes to, each as the run that it was last used for. */
export async function dvcLiveSource(place: string): Promise<ForeignSource> {
  const root = await realpath(place);
  return {
    identity: `dvclive:${root}`,
    async count() {
      let runs = 0;
      for await (const _ of dvcLiveFolders(root)) runs++;
      return runs;
    },
    async *read({ isKnown, signal }) {
      yield { kind: "experiment", key: experiment, name: basename(root) || "DVCLive", tags: [], deleted: false };
      for await (const folder of dvcLiveFolders(root)) {
        signal.throwIfAborted();
        const files = await filesOf(folder);
        const fingerprint = fingerprintOf(allOf(files));
        if (!isKnown(folder.name, fingerprint)) yield* readRun(folder.name, files, fingerprint, signal);
      }
    },
  };
}

async function* readRun(
  run: string,
  files: DvcLiveFiles,
  fingerprint: string,
  signal: AbortSignal,
): AsyncGenerator<ForeignItem> {
  const [params, summary] = await Promise.all([optional(files.params), optional(files.summary)]);
  const { latest, texts } = latestOf(summary);
  const acceptedTags = acceptedParams(texts, limits.runTagValue);
  const accepted = acceptedParams(params.value === undefined ? [] : flatten(params.value, "."));
  const written = allOf(files).map(({ modified }) => modified);
  yield {
    kind: "run",
    key: run,
    experiment,
    name: run,
    user: "",
    status: "FINISHED",
    startTime: Math.min(...written),
    endTime: Math.max(...written),
    deleted: false,
    params: accepted.params,
    tags: acceptedTags.params,
  };
  const problems = [params, summary].flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  for (const reason of [...problems, ...accepted.notes, ...acceptedTags.notes]) {
    yield { kind: "skipped", place: run, reason };
  }
  yield* readMetrics(run, files, latest, signal);
  for (const { name, path } of files.others) {
    yield { kind: "artifact", of: { run }, path: acceptedPath(name), from: { file: path } };
  }
  for (const { name, reason } of files.left) yield { kind: "skipped", place: `${run}: ${name}`, reason };
  yield { kind: "runEnd", run, fingerprint };
}

/** The numbers and the texts of `metrics.json`. */
function latestOf({ value }: ReadPlain): { readonly latest: Latest; readonly texts: readonly [string, string][] } {
  const values = new Map<string, number>();
  const texts: [string, string][] = [];
  let step = 0;
  for (const [name, leaf] of value === undefined ? [] : leaves(value, "/")) {
    const text = pythonText(leaf);
    const number = numberOfText(text);
    if (number === undefined) texts.push([`dvclive.summary.${name}`, text]);
    else if (name === "step") step = number;
    else values.set(name, number);
  }
  return { latest: { step, values }, texts };
}

const optional = async (file: StampedFile | undefined): Promise<ReadPlain> => {
  if (file === undefined) return { value: undefined };
  const { value, problem } = await readPlain(file.path);
  return { value, ...(problem === undefined ? {} : { problem: `${basename(file.path)} ${problem}` }) };
};

const allOf = ({ histories, summary, params, others }: DvcLiveFiles): readonly StampedFile[] => [
  ...histories.map(({ file }) => file),
  ...[summary, params].filter((file) => file !== undefined),
  ...others,
];
