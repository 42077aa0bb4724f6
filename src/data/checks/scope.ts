import { idOf } from "../../config/checkId.ts";
import type { ColumnType } from "../../config/checks/columnType.ts";
import type { Dataset } from "../../config/config.ts";
import { namedDatasets } from "../../config/namedDatasets.ts";
import type { Session } from "../duckdb/database.ts";
import { isMember } from "./columnPlans.ts";
import type { CheckScope } from "./context.ts";
import type { Declarations } from "./declarations.ts";
import { earlierVersion } from "./earlierVersion.ts";
import { gitReference } from "./gitReference.ts";
import { guessTypes } from "./guessTypes.ts";
import type { Lens } from "./lens.ts";
import { mustBeBuilt } from "./mustBeBuilt.ts";
import { openTable, type Table } from "./table.ts";
import { lensesOf } from "./tablePlans.ts";
import { Unable } from "./unable.ts";

interface ScopeOptions {
  readonly session: Session;
  readonly workspace: string;
  readonly declarations: Declarations;
  readonly dataset: Dataset;
  readonly table: Table;
  readonly signal: AbortSignal | undefined;
}

/** What the checks of a data set share: tables are opened and types are found out once, when they are needed. */
export function checkScope({
  session,
  workspace,
  declarations,
  dataset,
  table,
  signal,
}: ScopeOptions): CheckScope & AsyncDisposable {
  const guesses = new Map<Table, Promise<Map<string, ColumnType>>>();
  const owned: AsyncDisposable[] = [];
  const tables = new Map<string, Promise<Table>>();
  const opened = (key: string, open: () => Promise<Table>): Promise<Table> => {
    const known = tables.get(key) ?? open();
    tables.set(key, known);
    return known;
  };
  const typesOf = (of: Table): Promise<Map<string, ColumnType>> => {
    const known =
      guesses.get(of) ??
      guessTypes(
        session,
        of,
        of.columns.filter(({ type }) => type === undefined),
      );
    guesses.set(of, known);
    return known;
  };
  return {
    session,
    workspace,
    signal,
    dataset,
    table,
    names: namedDatasets(declarations.config).map(({ name }) => name),
    now: Date.now(),
    async typeOf(column: Lens, of = table) {
      return column.type ?? (await typesOf(of)).get(column.id) ?? "string";
    },
    open(name) {
      if (name === dataset.name) return Promise.resolve(table);
      const other = namedDatasets(declarations.config).find((each) => each.name === name);
      if (other === undefined) {
        const isBroken = declarations.problems.some(({ path }) => path.split("/")[0] === idOf(name));
        throw new Unable(`The data set "${name}" isn't declared${isBroken ? " rightly" : ""}.`);
      }
      return opened(`of ${name}`, async () => {
        await mustBeBuilt(name, declarations.config, workspace);
        return await openTable(session, { source: other.source, declared: other.columns, workspace });
      });
    },
    reference() {
      const { reference, columns, source } = dataset;
      return opened("reference", async () => {
        if (reference.kind !== "git") {
          const kept = await earlierVersion(dataset, { session, workspace, declarations, signal });
          return await openTable(session, { source: kept, declared: columns, workspace });
        }
        const { revision } = reference;
        const before = await gitReference(source, { workspace, revision, signal });
        owned.push(before);
        return await openTable(session, { source: before.source, declared: columns, workspace });
      });
    },
    part(which) {
      const { split } = dataset;
      if (split === undefined) throw new Unable('The data set has no "split".');
      if (split.kind === "sources") {
        return opened(which, () => openTable(session, { source: split[which], declared: dataset.columns, workspace }));
      }
      const [lens] = lensesOf(table, [split.column]);
      if (lens === undefined) throw new Unable(`There is no column "${split.column}".`);
      const condition = isMember(lens, split[which]);
      return opened(which, async () => ({
        ...table,
        rows: `(SELECT * FROM ${table.rows} WHERE ${condition})`,
        numbered: `(SELECT * FROM ${table.numbered} WHERE ${condition})`,
      }));
    },
    async [Symbol.asyncDispose]() {
      for (const each of owned) await each[Symbol.asyncDispose]();
    },
  };
}
