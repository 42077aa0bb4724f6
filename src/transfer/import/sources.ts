import { notFound } from "../../protocol/errors.ts";
import type { ImportKind, ImportPlace, ImportRequest } from "../../protocol/import.ts";
import { csvSource, isCsvLog } from "./csv/csvSource.ts";
import { databaseSource, isMlflowDatabase } from "./database/databaseSource.ts";
import { dvcLiveSource, isDvcLive } from "./dvclive/dvcLiveSource.ts";
import { fileStoreSource, isFileStore } from "./fileStore/fileStoreSource.ts";
import type { ForeignSource } from "./foreign.ts";
import { isServer, serverSource } from "./server/serverSource.ts";
import { isTensorBoard, tensorBoardSource } from "./tensorboard/tensorBoardSource.ts";
import { isWandb, wandbSource } from "./wandb/wandbSource.ts";

/** One kind of records that can be imported. */
interface SourceKind {
  /** Names under which it usually lies in a folder; the folder itself is looked at first. */
  readonly usual: readonly string[];
  readonly matches: (place: string) => Promise<boolean>;
  readonly open: (from: ImportPlace) => Promise<ForeignSource>;
}

/** What can be imported, and how it is known. */
export const sources: Readonly<Record<ImportKind, SourceKind>> = {
  mlruns: { usual: ["mlruns"], matches: isFileStore, open: ({ place }) => fileStoreSource(place) },
  mlflowDatabase: { usual: ["mlflow.db"], matches: isMlflowDatabase, open: ({ place }) => databaseSource(place) },
  mlflowServer: { usual: [], matches: isServer, open: serverSource },
  wandb: { usual: [], matches: isWandb, open: ({ place }) => wandbSource(place) },
  tensorboard: { usual: [], matches: isTensorBoard, open: ({ place }) => tensorBoardSource(place) },
  dvclive: { usual: [], matches: isDvcLive, open: ({ place }) => dvcLiveSource(place) },
  csv: { usual: [], matches: isCsvLog, open: ({ place }) => csvSource(place) },
};

/** Opens what was chosen. @throws TidemarkError when it is not there, or not of that kind */
export async function openSource({ kind, ...from }: ImportRequest): Promise<ForeignSource> {
  const source = sources[kind];
  if (await source.matches(from.place)) return source.open(from);
  throw notFound(`There is nothing at ${from.place} that can be imported as ${kind}.`, { place: from.place });
}
