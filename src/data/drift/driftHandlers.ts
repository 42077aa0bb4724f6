import { namedDatasets } from "../../config/namedDatasets.ts";
import type { Handlers } from "../../protocol/contract.ts";
import type { DriftContract } from "../../protocol/driftRequests.ts";
import { readDeclarations } from "../checks/declarations.ts";
import type { DataContext } from "../process/dataContext.ts";
import { compareBySlice } from "./bySlice.ts";
import { compare } from "./compare.ts";
import { compareOverTime } from "./overTime.ts";

/** What the data process answers about drift. */
export function driftHandlers({ database, workspace }: DataContext): Handlers<DriftContract> {
  return {
    async "data/driftChoices"() {
      const { config } = await readDeclarations(workspace);
      return {
        datasets: namedDatasets(config).map(({ name, split, time }) => ({
          name,
          hasSplit: split !== undefined,
          hasTime: time !== undefined,
        })),
      };
    },
    async "data/driftOverTime"(question, { signal, report }) {
      using session = await database.session(signal);
      return await compareOverTime(session, question, { workspace, signal, report });
    },
    async "data/driftBySlice"(question, { signal, report }) {
      using session = await database.session(signal);
      return await compareBySlice(session, question, { workspace, signal, report });
    },
    async "data/drift"(question, { signal, report }) {
      using session = await database.session(signal);
      return await compare(session, question, { workspace, signal, report });
    },
  };
}
