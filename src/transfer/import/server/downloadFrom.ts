import type { ImportRequest } from "../../../protocol/import.ts";
import { remoteAddress } from "../../remote/remoteAddress.ts";
import { createRemoteMlflow } from "../../remote/remoteMlflow.ts";
import type { ImportContext } from "../writing/context.ts";
import { askForFiles } from "./goesOn.ts";

/** Opens files of the server that is imported from, by their paths there. */
export const downloadFrom =
  ({ place, credentials }: ImportRequest, signal: AbortSignal): ImportContext["download"] =>
  (path) => {
    const address = remoteAddress({ url: place, ...(credentials === undefined ? {} : { credentials }) }, null);
    const remote = createRemoteMlflow(address);
    return askForFiles((options) => remote.download(path, options), signal);
  };
