import { realpath, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { acceptedParams } from "../acceptedParams.ts";
import { someFolder } from "../files/folders.ts";
import { fingerprintOf, type StampedFile, stamped } from "../files/stamps.ts";
import type { ForeignItem, ForeignSource } from "../foreign.ts";
import { type EventFolder, eventFolders, isEventFile } from "./eventFiles.ts";
import { outlineOf } from "./outline.ts";
import { readLogged } from "./readRun.ts";

const experiment = ".";

/** Whether it is an event file, or a folder with some in it or below. */
export async function isTensorBoard(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => undefined);
  if (found?.isFile()) return isEventFile(basename(place));
  return someFolder(place, ({ files }) => files.some(isEventFile));
}

/** TensorBoard's event files at and below a place, each folder of them a run. */
export async function tensorBoardSource(place: string): Promise<ForeignSource> {
  const root = await realpath(place);
  return {
    identity: `tensorboard:${root}`,
    async count() {
      let runs = 0;
      for await (const _ of eventFolders(root)) runs++;
      return runs;
    },
    async *read({ isKnown, signal }) {
      const folder = (await stat(root)).isFile() ? dirname(root) : root;
      yield { kind: "experiment", key: experiment, name: basename(folder) || "TensorBoard", tags: [], deleted: false };
      for await (const run of eventFolders(root)) {
        signal.throwIfAborted();
        const files = await stamped(run.files);
        const fingerprint = fingerprintOf(files);
        if (!isKnown(run.name, fingerprint)) yield* readRun(run, files, fingerprint, signal);
      }
    },
  };
}

async function* readRun(
  run: EventFolder,
  files: readonly StampedFile[],
  fingerprint: string,
  signal: AbortSignal,
): AsyncGenerator<ForeignItem> {
  const { hparams, first, last } = await outlineOf(files, signal);
  const { params, notes } = acceptedParams(hparams.flatMap((each) => each.params));
  const written = Math.max(0, ...files.map(({ modified }) => modified));
  const ended = hparams.findLast((each) => each.ended !== undefined)?.ended ?? last;
  const started = hparams.find((each) => each.started !== undefined)?.started ?? first;
  yield {
    kind: "run",
    key: run.name,
    experiment,
    ...(run.parent === undefined ? {} : { parent: run.parent }),
    name: run.name,
    user: "",
    status: hparams.some(({ failed }) => failed) ? "FAILED" : "FINISHED",
    startTime: milliseconds(started) ?? written,
    endTime: milliseconds(ended) ?? written,
    deleted: false,
    params,
    tags: [],
  };
  for (const reason of notes) yield { kind: "skipped", place: run.name, reason };
  yield* readLogged(run.name, files, signal);
  yield { kind: "runEnd", run: run.name, fingerprint };
}

const milliseconds = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : Math.round(seconds * 1000);
