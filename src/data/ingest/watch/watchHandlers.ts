import type { Dataset } from "../../../config/config.ts";
import type { Handlers } from "../../../protocol/contract.ts";
import type { DataContract } from "../../../protocol/dataRequests.ts";
import type { watchRequests } from "../../../protocol/watchRequests.ts";
import { createContentHasher } from "../../content/contentHash.ts";
import type { DataContext } from "../../process/dataContext.ts";
import type { Intakes } from "../intakes.ts";
import { type FolderWatch, openFolderWatch } from "./folderWatch.ts";

/** What the data process answers about watched folders. */
export function watchHandlers(
  { database, workspace }: DataContext,
  { contracts, intakeOf }: Intakes,
): Pick<Handlers<DataContract>, keyof typeof watchRequests> {
  const hasher = createContentHasher();
  const watches = new Map<string, FolderWatch>();
  const watchOf = (name: string): FolderWatch => {
    const known = watches.get(name) ?? openFolderWatch(name, { database, workspace, hasher, intake: intakeOf(name) });
    watches.set(name, known);
    return known;
  };
  const watched = async () =>
    (await contracts.datasets()).flatMap((dataset: Dataset) =>
      dataset.watch === undefined ? [] : [{ dataset, watch: dataset.watch, folder: watchOf(dataset.name) }],
    );
  return {
    async "watch/look"() {
      const all = await watched();
      for (const { dataset, watch, folder } of all) await folder.look(dataset, watch);
      return { watching: all.length > 0 };
    },
    async "watch/state"({ dataset: wanted, limit }) {
      const all = await watched();
      const folders = [];
      for (const { dataset, watch, folder } of all) {
        if (wanted === undefined || dataset.name === wanted) folders.push(await folder.state(watch, limit));
      }
      return { folders };
    },
  };
}
