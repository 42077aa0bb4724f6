import { createHash, randomUUID } from "node:crypto";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { GridViewOf } from "../../protocol/gridEntities.ts";
import type { Database } from "../duckdb/database.ts";
import { sourceFiles } from "../sources/files.ts";
import { type PreparedView, prepareView } from "./preparedView.ts";

export interface GridViews {
  /** The view as its files are now; made when it is not there. */
  view(view: GridViewOf, signal: AbortSignal): Promise<{ readonly prepared: PreparedView; readonly stamp: string }>;
}

interface Options {
  readonly database: Database;
  readonly workspace: string;
  /** Where rows are kept meanwhile; emptied at first. */
  readonly folder: string;
}

/** Views that are kept, and what they may take on the disk together, in bytes. */
const most = 12;
const mostBytes = 8 * 2 ** 30;

/** Keeps the views that were asked for last, each by what it shows and the state of its files. */
export function gridViews({ database, workspace, folder }: Options): GridViews {
  /** The oldest first. */
  const views = new Map<string, Promise<PreparedView>>();
  let ready: Promise<void> | undefined;
  const prepareFolder = async (): Promise<void> => {
    // What an earlier process left there belongs to nobody.
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  };

  const drop = (key: string): void => {
    const view = views.get(key);
    views.delete(key);
    void view?.then((prepared) => prepared[Symbol.asyncDispose]()).catch(() => undefined);
  };
  const trim = async (): Promise<void> => {
    const kept = await Promise.allSettled(views.values());
    let bytes = kept.reduce((sum, each) => sum + (each.status === "fulfilled" ? each.value.size : 0), 0);
    for (const [key, view] of [...views].slice(0, -1)) {
      if (views.size <= most && bytes <= mostBytes) return;
      bytes -= (await view.catch(() => undefined))?.size ?? 0;
      drop(key);
    }
  };
  return {
    async view(view, signal) {
      ready ??= prepareFolder();
      await ready;
      const stamp = await stampOf(view, database, workspace, signal);
      const key = `${stamp} ${JSON.stringify(view)}`;
      const known = views.get(key);
      if (known !== undefined) {
        views.delete(key);
        views.set(key, known);
        return { prepared: await known, stamp };
      }
      const file = join(folder, `${randomUUID()}.parquet`);
      const prepared = prepareView(view, { database, workspace, file }, signal);
      views.set(key, prepared);
      prepared.catch(() => views.delete(key));
      const made = await prepared;
      void trim();
      return { prepared: made, stamp };
    },
  };
}

/** Which files there are, how large and since when. */
async function stampOf(
  { source }: GridViewOf,
  database: Database,
  workspace: string,
  signal: AbortSignal,
): Promise<string> {
  using session = await database.session(signal);
  const { files } = await sourceFiles(session, source, workspace);
  const hash = createHash("sha256");
  for (const file of files) {
    const found = await stat(file).catch(() => undefined);
    hash.update(`${file}\n${found?.size} ${found?.mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}
