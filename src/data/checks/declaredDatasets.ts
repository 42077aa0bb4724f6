import { stat } from "node:fs/promises";
import type { Dataset } from "../../config/config.ts";
import type { DataFile, DeclaredDataset } from "../../protocol/checkEntities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { sourceFiles } from "../sources/files.ts";
import { type Declarations, declaredAt } from "./declarations.ts";
import { mustBeBuilt } from "./mustBeBuilt.ts";

/** A data set with the files that it has at the moment. */
export async function declaredDataset(
  session: Session,
  dataset: Dataset,
  declarations: Declarations,
  workspace: string,
): Promise<DeclaredDataset> {
  const declared = {
    name: dataset.name,
    declaredAt: declaredAt(declarations, dataset.name),
    paths: [...dataset.source.paths],
  };
  try {
    await mustBeBuilt(dataset.name, declarations.config, workspace);
    const { files } = await sourceFiles(session, dataSource(dataset.source), workspace);
    return { ...declared, files: await dataFiles(files), problem: null };
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.code === "cancelled") throw error;
    return { ...declared, files: [], problem: error.message };
  }
}

/** A source as readers take it. */
export const dataSource = ({ paths, ...options }: Dataset["source"]) => ({ ...options, paths: [...paths] });

/** Files as they are now; addresses have neither size nor time. */
export const dataFiles = (paths: readonly string[]): Promise<DataFile[]> =>
  Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => undefined);
      return { path, size: found?.size ?? null, modified: found?.mtimeMs ?? null };
    }),
  );
