import type { ColumnType } from "../../config/checks/columnType.ts";
import type { Dataset } from "../../config/config.ts";
import type { Session } from "../duckdb/database.ts";
import type { Lens } from "./lens.ts";
import type { Table } from "./table.ts";

/** What checks of one data set are planned and judged with. */
export interface CheckScope {
  readonly session: Session;
  readonly workspace: string;
  /** Ends what isn't DuckDB's. */
  readonly signal: AbortSignal | undefined;
  readonly dataset: Dataset;
  readonly table: Table;
  /** The names of all data sets that are declared. */
  readonly names: readonly string[];
  /** The type that a column is declared as, or else the one that all its values can be read as. Of this table when left out. */
  typeOf(column: Lens, table?: Table): Promise<ColumnType>;
  /** A declared data set: this one, or another. */
  open(dataset: string): Promise<Table>;
  /** The data set's reference version. */
  reference(): Promise<Table>;
  /** The rows of one part of the split. */
  part(which: "train" | "test"): Promise<Table>;
  /** Now, in Unix milliseconds. */
  readonly now: number;
}
