import type { Dataset } from "../../config/config.ts";
import { isAddress } from "../../protocol/address.ts";
import type { DataSource } from "../../protocol/dataEntities.ts";
import { createContentHasher } from "../content/contentHash.ts";
import { keptSource } from "../content/keptSource.ts";
import type { Session } from "../duckdb/database.ts";
import { sourceFiles } from "../sources/files.ts";
import type { Declarations } from "./declarations.ts";
import { dataSource } from "./declaredDatasets.ts";
import { Unable } from "./unable.ts";

interface Options {
  readonly session: Session;
  readonly workspace: string;
  readonly declarations: Pick<Declarations, "versions">;
  readonly signal?: AbortSignal | undefined;
}

/**
 * How to read the earlier version that a data set is compared with: the one seen last that holds something else, or the one
 * that its contract names.
 * @throws Unable when there is none yet, or no copy of it
 */
export async function earlierVersion(dataset: Dataset, options: Options): Promise<DataSource> {
  const { name, reference } = dataset;
  const source = dataSource(dataset.source);
  const known = options.declarations.versions?.[name] ?? [];
  const version =
    reference.kind === "version"
      ? known.find(({ hash }) => hash.startsWith(reference.hash))
      : await previous(source, known, options);
  if (version === undefined) {
    throw new Unable(
      reference.kind === "version"
        ? `No version of "${name}" begins with ${reference.hash}.`
        : "There is no earlier version to compare with yet.",
    );
  }
  const kept = await keptSource(options.workspace, source, version.hash);
  if (kept !== null) return kept;
  throw new Unable(
    `Version ${version.number} of "${name}" is known, but no copy of its files is kept (docs/data-versions.md says which are): compare with git:REVISION, or with a data set of its own.`,
  );
}

async function previous<Version extends { readonly hash: string }>(
  source: DataSource,
  known: readonly Version[],
  { session, workspace, signal }: Options,
): Promise<Version | undefined> {
  if (known.length === 0) return undefined;
  const { files } = await sourceFiles(session, source, workspace);
  if (files.some(isAddress)) throw new Unable("Versions of what isn't in local files aren't known.");
  const now = await createContentHasher().hash(files, signal);
  return known.find(({ hash }) => hash !== now);
}
