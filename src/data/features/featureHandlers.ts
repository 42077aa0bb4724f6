import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import { checkDatasets } from "../checks/checkDatasets.ts";
import { readDeclarations } from "../checks/declarations.ts";
import { createContentHasher } from "../content/contentHash.ts";
import type { Session } from "../duckdb/database.ts";
import type { DataContext } from "../process/dataContext.ts";
import { type FeatureBuilder, featureBuilder } from "./featureBuilder.ts";

type FeatureHandlers = Pick<Handlers<DataContract>, "features/list" | "features/build" | "features/sql">;

/** What the data process answers about features. */
export function featureHandlers({ database, workspace }: DataContext): FeatureHandlers {
  const hasher = createContentHasher();
  // Two builds at once would write the same files.
  let last: Promise<unknown> = Promise.resolve();
  const builderFor = async (session: Session, signal: AbortSignal): Promise<FeatureBuilder> => {
    const { config } = await readDeclarations(workspace);
    return await featureBuilder({ session, workspace, config, hasher, signal });
  };
  return {
    async "features/list"(_, { signal }) {
      using session = await database.session(signal);
      return { features: await (await builderFor(session, signal)).list() };
    },
    async "features/build"({ names, force, commit, versions }, { signal, report }) {
      const build = last.then(async () => {
        using session = await database.session(signal);
        const builder = await builderFor(session, signal);
        const features = await builder.build({ names, force, commit, onProgress: report });
        const datasets = features.filter(({ version }) => version !== null).map(({ name }) => name);
        const asked = { datasets, versions };
        const checks =
          datasets.length === 0
            ? null
            : await checkDatasets({ session, workspace, asked, signal, report: () => undefined });
        return { features, checks };
      });
      last = build.catch(() => undefined);
      return await build;
    },
    async "features/sql"({ name, dialect }, { signal }) {
      using session = await database.session(signal);
      return await (await builderFor(session, signal)).print(name, dialect);
    },
  };
}
