import { join } from "node:path";
import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import { dialectOf } from "../delimited/dialect.ts";
import { locateCells } from "../delimited/locate.ts";
import { locateValues } from "../json/locateValues.ts";
import type { DataContext } from "../process/dataContext.ts";
import { sourceFiles } from "../sources/files.ts";
import { gridViews } from "./gridViews.ts";

type GridHandlers = Pick<Handlers<DataContract>, "grid/open" | "grid/rows" | "grid/locate" | "grid/value">;

/** What the data process answers to tables of rows. */
export function gridHandlers({
  database,
  workspace,
  temporaryFolder,
}: Pick<DataContext, "database" | "workspace" | "temporaryFolder">): GridHandlers {
  const views = gridViews({ database, workspace, folder: join(temporaryFolder, "grids") });
  return {
    async "grid/open"(asked, { signal }) {
      const { prepared, stamp } = await views.view(asked, signal);
      return { ...prepared.head, total: prepared.total, stamp };
    },
    async "grid/rows"({ offset, limit, ...asked }, { signal }) {
      const { prepared, stamp } = await views.view(asked, signal);
      return { ...(await prepared.rows(offset, limit, signal)), stamp };
    },
    async "grid/locate"({ source, row, column, name }, { signal }) {
      using session = await database.session(signal);
      const { files, format } = await sourceFiles(session, source, workspace);
      const [file = ""] = files;
      const record = row + 1;
      const [found] =
        format === "json" || format === "jsonl"
          ? await locateValues(file, format, [{ record, key: name }], signal)
          : await locateCells(file, dialectOf({ ...source, format }), [{ record, column }], { signal });
      return { file, range: found?.range ?? null };
    },
    async "grid/value"({ position, column, ...asked }, { signal }) {
      const { prepared } = await views.view(asked, signal);
      return { value: await prepared.value(position, column, signal) };
    },
  };
}
