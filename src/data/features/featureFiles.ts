import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FeatureVersion } from "../../protocol/featureEntities.ts";

/** Where a feature's results are kept. */
export interface FeatureFiles {
  /** The current version; undefined when it was never built. */
  current(name: string): Promise<FeatureVersion | undefined>;
  /** A version that was built before, by its key. */
  find(name: string, key: string): Promise<FeatureVersion | undefined>;
  /** The file of a version's rows. */
  rows(version: Pick<FeatureVersion, "feature" | "key">): string;
  /** Hands out a file to write a version's rows to; it counts once it is kept. */
  draft(name: string, key: string): Promise<string>;
  keep(draft: string, version: FeatureVersion): Promise<void>;
  makeCurrent(version: FeatureVersion): Promise<void>;
}

export const featureFolder = (workspace: string): string => join(workspace, ".tidemark", "features");

export function featureFiles(workspace: string): FeatureFiles {
  const of = (name: string, ...rest: string[]): string => join(featureFolder(workspace), name, ...rest);
  const read = async (file: string): Promise<FeatureVersion | undefined> => {
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) return undefined;
    // What can't be read was not written by this version: it is built anew.
    return FeatureVersion.safeParse(JSON.parse(text)).data;
  };
  const write = async (file: string, version: FeatureVersion): Promise<void> => {
    const draft = `${file}.${process.pid}.tmp`;
    await writeFile(draft, `${JSON.stringify(version, null, 2)}\n`);
    await rename(draft, file);
  };
  const rows: FeatureFiles["rows"] = ({ feature, key }) => of(feature, `${key}.parquet`);
  return {
    rows,
    current: (name) => read(of(name, "current.json")),
    find: (name, key) => read(of(name, `${key}.json`)),
    async draft(name, key) {
      await mkdir(of(name), { recursive: true });
      return of(name, `${key}.parquet.${process.pid}.tmp`);
    },
    async keep(draft, version) {
      await rename(draft, rows(version));
      await write(of(version.feature, `${version.key}.json`), version);
    },
    makeCurrent: (version) => write(of(version.feature, "current.json"), version),
  };
}
