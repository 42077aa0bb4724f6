import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import type { DataContext } from "../process/dataContext.ts";
import { profileOf } from "./profile.ts";

/** What the data process answers about the values of data. */
export const profileHandlers = ({
  database,
  workspace,
  temporaryFolder,
}: DataContext): Pick<Handlers<DataContract>, "data/profile"> => ({
  async "data/profile"({ source }, { signal, report }) {
    using session = await database.session(signal);
    return await profileOf(session, source, { workspace, temporaryFolder, onProgress: report });
  },
});
