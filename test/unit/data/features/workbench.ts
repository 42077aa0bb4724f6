import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readConfig } from "../../../../src/config/readConfig.ts";
import { createContentHasher } from "../../../../src/data/content/contentHash.ts";
import { type Database, openDatabase, type Session } from "../../../../src/data/duckdb/database.ts";
import { type FeatureBuilder, featureBuilder } from "../../../../src/data/features/featureBuilder.ts";
import type { BuiltFeature } from "../../../../src/protocol/featureEntities.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

/** A workspace with files, a configuration and a database to build features with. */
export interface Workbench extends AsyncDisposable {
  readonly workspace: string;
  write(path: string, text: string): Promise<void>;
  /** Runs with what `tidemark.yaml` says. */
  with<T>(config: string, use: (builder: FeatureBuilder, session: Session) => Promise<T>): Promise<T>;
  build(
    config: string,
    options?: { readonly names?: readonly string[]; readonly force?: boolean },
  ): Promise<BuiltFeature[]>;
  /** Rows of a file, as JSON. */
  rows(path: string, order?: string): Promise<unknown[]>;
}

export async function workbench(): Promise<Workbench> {
  const folder = await temporaryFolder();
  const workspace = folder.path;
  const database: Database = await openDatabase({ temporaryFolder: join(workspace, "spill"), threads: 1 });
  const hasher = createContentHasher();
  const bench: Workbench = {
    workspace,
    async write(path, text) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), text);
    },
    async with(text, use) {
      const { config, problems } = readConfig(text, "tidemark.yaml");
      if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
      using session = await database.session();
      const signal = new AbortController().signal;
      return await use(await featureBuilder({ session, workspace, config, hasher, signal }), session);
    },
    build: (text, { names, force = false } = {}) =>
      bench.with(text, (builder) => builder.build({ names, force, commit: null, onProgress: () => undefined })),
    async rows(path, order = "ALL") {
      using session = await database.session();
      const reader = await session.connection.runAndReadAll(
        `SELECT * FROM '${join(workspace, path)}' ORDER BY ${order}`,
      );
      return reader.getRowObjectsJson();
    },
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
  return bench;
}
