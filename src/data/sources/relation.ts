import { isAddress } from "../../protocol/address.ts";
import type { DataFormat, DataSource } from "../../protocol/dataEntities.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import type { DelimitedStructure } from "../delimited/structure.ts";
import type { Session } from "../duckdb/database.ts";
import { arrowRelation } from "./arrowRelation.ts";
import { delimitedRelation } from "./delimitedRelation.ts";
import { type SourceFiles, sourceFiles } from "./files.ts";
import { nestedRelation } from "./nestedRelation.ts";
import { parquetRelation } from "./parquetRelation.ts";
import type { Placed } from "./placed.ts";
import type { Reading } from "./reading.ts";
import { remoteRelation } from "./remoteRelation.ts";
import { sqliteRelation } from "./sqliteRelation.ts";

/** A source that can be queried. */
export interface Relation {
  /** What stands after FROM: rows in the order of the files. Good for as long as the session. */
  readonly from: string;
  /** The same rows with the file and the number of each. */
  readonly placed: Placed;
  readonly format: DataFormat;
  /** Absolute paths in the order in which they are read, or addresses. */
  readonly files: readonly string[];
}

export interface RelationOptions {
  /** Where relative paths begin. */
  readonly workspace: string;
  /**
   * Read the values of delimited text as they are written, instead of guessing types. An empty value is null then, whatever the
   * source's `nulls` say, which are not looked at.
   */
  readonly asText?: boolean;
  /** Of delimited files, when they were read already: then ragged rows of files of any size can be read. */
  readonly structures?: readonly DelimitedStructure[];
  /** How far to look into delimited files: see `asFarAsNeeded`. */
  readonly reading?: Reading;
}

/**
 * Finds a source's files and says how DuckDB reads them.
 * @throws TidemarkError `notFound` when there is no such file; `invalidParameter` when files are of several formats, of none that
 * is known, or can't be read rightly, which names the place; `notImplemented` when an extension of DuckDB is missing
 */
export async function relationOf(session: Session, source: DataSource, options: RelationOptions): Promise<Relation> {
  const found = await sourceFiles(session, source, options.workspace);
  return { ...found, ...(await rowsOf(session, source, found, options)) };
}

async function rowsOf(
  session: Session,
  source: DataSource,
  found: SourceFiles,
  { asText = false, structures, reading }: RelationOptions,
): Promise<Pick<Relation, "from" | "placed">> {
  if (found.files.some(isAddress)) return await remoteRelation(session, source, found, { asText });
  switch (found.format) {
    case "csv":
    case "tsv":
      return await delimitedRelation(session, source, found, { asText, structures, reading });
    case "jsonl":
    case "json":
      return await nestedRelation(session, source, found);
    case "parquet":
      return parquetRelation(source, found);
    case "sqlite":
      return await sqliteRelation(session, source, found);
    case "arrow":
      return await arrowRelation(session, found);
    case "postgresql":
      throw invalidParameter(
        `${found.files[0]} is no address: a postgresql source is one such as postgresql://host/database.`,
      );
  }
}
