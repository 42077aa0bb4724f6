import * as z from "zod";
import { DataFile } from "./checkEntities.ts";
import { nothing } from "./contract.ts";
import { DataSource } from "./dataEntities.ts";

/** What the engine asks the data process about the content of files. */
export const contentRequests = {
  /** The files that a source has at the moment; addresses are left out. */
  "content/files": { params: z.object({ source: DataSource }), result: z.object({ files: z.array(DataFile) }) },
  /** What tells one content from another; null when a file isn't the one that is meant any more, or can't be read. */
  "content/hash": {
    params: z.object({ files: z.array(DataFile) }),
    result: z.object({ hash: z.string().nullable() }),
  },
  /** Copies files into a new folder, which is there as a whole or not at all. @returns whether the content was that one */
  "content/keep": {
    params: z.object({ files: z.array(z.string()), hash: z.string(), folder: z.string() }),
    result: z.object({ isKept: z.boolean() }),
  },
  /** What tidemark.yaml declares: its data sets and features, with the files that they have at the moment. */
  "content/declared": {
    params: nothing,
    result: z.object({
      datasets: z.array(
        z.object({
          name: z.string(),
          source: DataSource,
          files: z.array(DataFile),
          /** Scripts whose runs use it: paths and globs from the workspace's folder. */
          usedBy: z.array(z.string()),
        }),
      ),
    }),
  },
};
