import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { acceptedParams } from "../acceptedParams.ts";
import { someFolder } from "../files/folders.ts";
import { fingerprintOf, type StampedFile, stamped } from "../files/stamps.ts";
import { flatten } from "../flatten.ts";
import type { ForeignItem, ForeignSource } from "../foreign.ts";
import { readPlain } from "../readPlain.ts";
import { isTable, type LogFile, logDelimiter, logFiles, logsIn } from "./logFiles.ts";
import { readLog } from "./readLog.ts";
import { timesOf } from "./timesOf.ts";

const experiment = ".";

/** Where Lightning keeps a run's parameters, beside its metrics. */
const parameterFile = "hparams.yaml";

/** Whether it is a table with a column that counts steps, or a folder with one in it or below. */
export async function isCsvLog(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => undefined);
  if (found?.isFile()) return isTable(basename(place)) && (await logDelimiter(place)) !== undefined;
  return someFolder(place, async (folder) => (await logsIn(folder)).length > 0);
}

/** Logs as tables, such as Lightning's and Keras' CSVLogger write them; each is a run. */
export async function csvSource(place: string): Promise<ForeignSource> {
  const root = await realpath(place);
  return {
    identity: `csv:${root}`,
    async count() {
      let runs = 0;
      for await (const _ of logFiles(root)) runs++;
      return runs;
    },
    async *read({ isKnown, signal }) {
      const folder = (await stat(root)).isFile() ? dirname(root) : root;
      yield { kind: "experiment", key: experiment, name: basename(folder) || "CSV logs", tags: [], deleted: false };
      for await (const log of logFiles(root)) {
        signal.throwIfAborted();
        const parameters = join(dirname(log.path), parameterFile);
        const [file, beside] = await stamped([log.path, parameters]);
        if (file === undefined) continue; // Gone since it was found.
        const fingerprint = fingerprintOf(beside === undefined ? [file] : [file, beside]);
        if (!isKnown(log.name, fingerprint)) yield* readRun(log, file, beside, fingerprint, signal);
      }
    },
  };
}

async function* readRun(
  log: LogFile,
  file: StampedFile,
  hparams: StampedFile | undefined,
  fingerprint: string,
  signal: AbortSignal,
): AsyncGenerator<ForeignItem> {
  const run = log.name;
  const { value, problem } =
    hparams === undefined ? { value: undefined, problem: undefined } : await readPlain(hparams.path);
  const { params, notes } = acceptedParams(value === undefined ? [] : flatten(value, "/"));
  const times = await timesOf(log, file, hparams);
  yield {
    kind: "run",
    key: run,
    experiment,
    name: run,
    user: "",
    status: "FINISHED",
    ...times,
    deleted: false,
    params,
    tags: [],
  };
  if (problem !== undefined) yield { kind: "skipped", place: `${run}: ${parameterFile}`, reason: problem };
  for (const reason of notes) yield { kind: "skipped", place: run, reason };
  yield* readLog(run, file, log.delimiter, signal);
  if (hparams !== undefined) {
    yield { kind: "artifact", of: { run }, path: parameterFile, from: { file: hparams.path } };
  }
  yield { kind: "runEnd", run, fingerprint };
}
