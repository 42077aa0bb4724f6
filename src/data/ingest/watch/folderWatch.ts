import type { Dataset } from "../../../config/config.ts";
import type { Source } from "../../../config/schema/source.ts";
import type { WatchedFile, WatchedFolder } from "../../../protocol/watchRequests.ts";
import { reasonOf } from "../../checks/runPlans.ts";
import { journalFolder, rowsFolder } from "../folders.ts";
import { type FileLine, openFileList } from "./fileList.ts";
import { endsWithinLine, type Found, type FoundFile, findFiles } from "./findFiles.ts";
import { type Taking, takeFile } from "./takeFile.ts";

/** How long a file has to stay as it is before it is taken, in milliseconds: it may be half written. */
const settleTime = 2000;
/** The same for one that ends in the middle of a line. */
const settleTimeWithin = 10_000;

const withinLine = `Its last line has no end: it is taken when it has stayed like this for ${settleTimeWithin / 1000} s.`;

/** After rows could not be taken, the next try comes later and later. Times in milliseconds. */
const firstPause = 1000;
const longestPause = 60_000;

interface Seen extends FoundFile {
  /** Since when it has been as it is, by a clock that isn't set. */
  readonly since: number;
}

/** The watched folders of one data set. */
export interface FolderWatch {
  /** Looks what is there, and begins to take what has settled. */
  look(dataset: Dataset, watch: Source): Promise<void>;
  /** @param limit of the files that are named */
  state(watch: Source, limit: number): Promise<WatchedFolder>;
}

export function openFolderWatch(name: string, context: Omit<Taking, "list">): FolderWatch {
  const { database, workspace } = context;
  let opened: ReturnType<typeof openFileList> | undefined;
  const listOf = () => {
    opened ??= openFileList(journalFolder(workspace, name)).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  let seen = new Map<string, Seen>();
  let problem: string | null = null;
  let working = false;
  let pause = firstPause;
  let notBefore = 0;
  const delays = new Map<string, string>();

  const work = async (files: readonly Seen[], watch: Source): Promise<void> => {
    if (working) return;
    working = true;
    try {
      const list = await listOf();
      for (const file of files) {
        try {
          const age = performance.now() - file.since;
          if (age < settleTimeWithin && (await endsWithinLine(file.file, watch.format))) {
            delays.set(file.path, withinLine);
            continue;
          }
          await takeFile(file, watch, { ...context, list });
          delays.delete(file.path);
          pause = firstPause;
        } catch (error) {
          // Others would fare no better.
          delays.set(file.path, reasonOf(error));
          notBefore = performance.now() + pause;
          pause = Math.min(longestPause, pause * 2);
          return;
        }
      }
    } finally {
      working = false;
    }
  };
  const fails = (error: unknown): void => {
    problem = reasonOf(error);
  };

  return {
    async look(dataset, watch) {
      const list = await listOf();
      const now = performance.now();
      let found: Found;
      try {
        using session = await database.session();
        found = await findFiles(session, watch, workspace, rowsFolder(workspace, dataset));
      } catch (error) {
        return fails(error);
      }
      const [own] = found.own;
      problem = own === undefined ? null : `${own} is a file of rows that were taken: watch another folder.`;
      seen = new Map(
        found.files.map((file) => {
          const before = seen.get(file.path);
          return [file.path, { ...file, since: before?.stamp === file.stamp ? before.since : now }];
        }),
      );
      const reading = JSON.stringify(watch);
      const settled = [...seen.values()].filter(
        (file) => now - file.since >= settleTime && !isDone(list.ofPath(file.path), file, reading),
      );
      if (settled.length > 0 && now >= notBefore) void work(settled, watch).catch(fails);
    },
    async state(watch, limit) {
      const list = await listOf();
      const reading = JSON.stringify(watch);
      const files = new Map<string, WatchedFile>();
      for (const line of list.all()) files.set(line.path, ofLine(line, working && seen.has(line.path)));
      for (const file of seen.values()) {
        const line = list.ofPath(file.path);
        const message = delays.get(file.path) ?? null;
        if (isDone(line, file, reading)) continue;
        if (line?.state === "begun" && line.stamp === file.stamp && message === null) continue;
        files.delete(file.path);
        const { rows, quarantined } = line ?? { rows: 0, quarantined: 0 };
        const at = line?.at ?? Date.now();
        files.set(file.path, { path: file.path, state: "waiting", at, rows, quarantined, message });
      }
      const all = [...files.values()].reverse();
      const of = (...states: readonly WatchedFile["state"][]) => all.filter(({ state }) => states.includes(state));
      const [failed, waiting, taken] = [of("failed"), of("waiting", "taking"), of("taken", "same")];
      return {
        dataset: name,
        paths: [...watch.paths],
        problem,
        failed: failed.length,
        waiting: waiting.length,
        taken: taken.length,
        latest: taken.find(({ state }) => state === "taken") ?? null,
        files: [...failed, ...waiting, ...taken].slice(0, limit),
      };
    },
  };
}

/** Whether there is nothing left to do about a file as it is. */
function isDone(line: FileLine | undefined, { stamp }: FoundFile, reading: string): boolean {
  if (line === undefined || line.stamp !== stamp || line.state === "begun") return false;
  return line.state !== "failed" || line.reading === reading;
}

function ofLine({ path, state, at, rows, quarantined, message }: FileLine, isTaken: boolean): WatchedFile {
  if (state !== "begun") return { path, state, at, rows, quarantined, message };
  if (isTaken) return { path, state: "taking", at, rows, quarantined, message };
  return { path, state: "waiting", at, rows, quarantined, message: "It was begun, and goes on when it is there." };
}
