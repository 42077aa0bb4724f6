import { readConfig } from "../../config/readConfig.ts";
import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import type { Database } from "../duckdb/database.ts";
import { checkDatasets } from "./checkDatasets.ts";
import { declarationFile, readDeclarations } from "./declarations.ts";
import { declaredDataset } from "./declaredDatasets.ts";
import { failingRows } from "./failingRows.ts";

export interface CheckContext {
  readonly database: Database;
  readonly workspace: string;
}

type CheckHandlers = Pick<
  Handlers<DataContract>,
  "data/datasets" | "data/configProblems" | "data/check" | "data/failingRows"
>;

/** What the data process answers about contracts. */
export function checkHandlers({ database, workspace }: CheckContext): CheckHandlers {
  return {
    async "data/datasets"(_, { signal }) {
      using session = await database.session(signal);
      const declarations = await readDeclarations(workspace);
      const datasets = [];
      for (const dataset of declarations.config.datasets) {
        datasets.push(await declaredDataset(session, dataset, declarations, workspace));
      }
      for (const feature of declarations.config.features) {
        const output = await declaredDataset(session, feature.dataset, declarations, workspace);
        // Before it is built there is nothing of it.
        if (output.problem === null) datasets.push(output);
      }
      return { config: declarationFile(declarations), datasets };
    },
    "data/configProblems": ({ text, fileName }) => ({ problems: [...readConfig(text, fileName).problems] }),
    async "data/check"(asked, { signal, report }) {
      using session = await database.session(signal);
      return await checkDatasets({ session, workspace, asked, signal, report });
    },
    async "data/failingRows"(asked, { signal }) {
      using session = await database.session(signal);
      return await failingRows({ session, workspace, ...asked, signal });
    },
  };
}
