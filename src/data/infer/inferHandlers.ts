import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import type { DataContext } from "../process/dataContext.ts";
import { inferContract } from "./inferContract.ts";

/** What the data process answers about data that nothing is declared of. */
export function inferHandlers({ database, workspace }: DataContext): Pick<Handlers<DataContract>, "data/infer"> {
  return {
    async "data/infer"({ path, name }, { signal }) {
      using session = await database.session(signal);
      return await inferContract({ session, workspace, path, name, signal });
    },
  };
}
