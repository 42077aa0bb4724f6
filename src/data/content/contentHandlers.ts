import { namedDatasets } from "../../config/namedDatasets.ts";
import { isAddress } from "../../protocol/address.ts";
import type { DataFile } from "../../protocol/checkEntities.ts";
import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import { readDeclarations } from "../checks/declarations.ts";
import { dataFiles, dataSource } from "../checks/declaredDatasets.ts";
import type { Session } from "../duckdb/database.ts";
import type { DataContext } from "../process/dataContext.ts";
import { sourceFiles } from "../sources/files.ts";
import { createContentHasher } from "./contentHash.ts";
import { keepContent } from "./keepContent.ts";

type ContentHandlers = Pick<Handlers<DataContract>, Extract<keyof DataContract["requests"], `content/${string}`>>;

/** What the data process answers about the content of files. */
export function contentHandlers({ database, workspace }: DataContext): ContentHandlers {
  const hasher = createContentHasher();
  const localFiles = async (session: Session, source: Parameters<typeof sourceFiles>[1]): Promise<DataFile[]> => {
    const { files } = await sourceFiles(session, source, workspace);
    return await dataFiles(files.filter((file) => !isAddress(file)));
  };
  return {
    async "content/files"({ source }, { signal }) {
      using session = await database.session(signal);
      return { files: await localFiles(session, source) };
    },
    async "content/declared"(_, { signal }) {
      using session = await database.session(signal);
      const { config } = await readDeclarations(workspace);
      const datasets = [];
      for (const { name, source: declared, usedBy } of namedDatasets(config)) {
        const source = dataSource(declared);
        const files = await localFiles(session, source).catch((error: unknown) => {
          if (error instanceof TidemarkError && error.code !== "cancelled") return [];
          throw error;
        });
        datasets.push({ name, source, files, usedBy: [...usedBy] });
      }
      return { datasets };
    },
    async "content/hash"({ files }, { signal }) {
      const paths = files.map(({ path }) => path);
      if (!(await isUnchanged(files))) return { hash: null };
      const hash = await hasher.hash(paths, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        if (error instanceof Error && "code" in error) return null;
        throw error;
      });
      return { hash: (await isUnchanged(files)) ? hash : null };
    },
    "content/keep": async ({ files, hash, folder }) => ({ isKept: await keepContent(files, hash, folder) }),
  };
}

async function isUnchanged(files: readonly DataFile[]): Promise<boolean> {
  const now = await dataFiles(files.map(({ path }) => path));
  return (
    files.length > 0 &&
    files.every(({ size, modified }, at) => size !== null && now[at]?.size === size && now[at]?.modified === modified)
  );
}
