import * as z from "zod";
import type { Column, Dataset } from "../../config/config.ts";
import type { DataFormat } from "../../protocol/dataEntities.ts";
import type { DelimitedStructure } from "../delimited/structure.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier, literal } from "../duckdb/sql.ts";
import { relationOf } from "../sources/relation.ts";
import { dataSource } from "./declaredDatasets.ts";
import { type Lens, lensOf } from "./lens.ts";

/** A data set's rows as checks ask for them. */
export interface Table {
  readonly source: Dataset["source"];
  readonly format: DataFormat;
  /** In the order in which they are read. */
  readonly files: readonly string[];
  /** As the files name them, in their order. */
  readonly columns: readonly Lens[];
  /** What stands after FROM: the columns by their lenses' ids, null where the source says so. */
  readonly rows: string;
  /** The same with `r`, the row's number from 1 in the order of the files. */
  readonly numbered: string;
}

/** Formats whose values are text until they are read. */
const textFormats: readonly DataFormat[] = ["csv", "tsv"];

const Described = z.object({ column_name: z.string(), column_type: z.string() });

export interface TableOptions {
  readonly source: Dataset["source"];
  readonly declared: readonly Column[];
  readonly workspace: string;
  /** Of its files, where that is known: files that are a little broken can be read with it. */
  readonly structures?: readonly DelimitedStructure[];
}

/**
 * Finds a source's columns.
 * @throws TidemarkError when there are no such files or they can't be read
 */
export async function openTable(session: Session, options: TableOptions): Promise<Table> {
  const { source, declared, workspace, structures = [] } = options;
  const reading = { workspace, asText: true, structures };
  const { from, format, files } = await relationOf(session, dataSource(source), reading);
  const described = await session.rows(Described, `DESCRIBE SELECT * FROM ${from}`);
  const isText = textFormats.includes(format);
  const nulls = isText ? (source.nulls ?? [""]) : [];
  const columns = described.map(({ column_name: name, column_type: physical }, at) => {
    const column = declared.find((each) => each.name === name);
    return lensOf({ name, id: `c${at}`, physical }, { type: column?.type, format: column?.format });
  });
  const list = columns.map(({ name, id }) => {
    const column = identifier(name);
    if (!isText) return `${column} AS ${id}`;
    // Without null spellings of its own the reader takes what is empty for null.
    const value = nulls.includes("") ? column : `coalesce(${column}, '')`;
    const others = nulls.map(literal).join(", ");
    return nulls.length === 0
      ? `${value} AS ${id}`
      : `CASE WHEN ${value} IN (${others}) THEN NULL ELSE ${value} END AS ${id}`;
  });
  return {
    source,
    format,
    files,
    columns,
    rows: `(SELECT ${list.join(", ")} FROM ${from})`,
    numbered: `(SELECT ${list.join(", ")}, row_number() OVER () AS r FROM ${from})`,
  };
}

export const columnOf = ({ columns }: Table, name: string): Lens | undefined =>
  columns.find((column) => column.name === name);
