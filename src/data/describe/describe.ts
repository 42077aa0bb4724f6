import * as z from "zod";
import type { DataColumn, DataDescription, DataSource } from "../../protocol/dataEntities.ts";
import type { Session } from "../duckdb/database.ts";
import { asFarAsNeeded } from "../sources/reading.ts";
import { relationOf } from "../sources/relation.ts";

const Described = z.object({ column_name: z.string(), column_type: z.string() });
const Counted = z.object({ rows: z.bigint() });

/** What a source is: its files, columns and number of rows. */
export async function describe(
  session: Session,
  source: DataSource,
  { workspace }: { readonly workspace: string },
): Promise<DataDescription> {
  return await asFarAsNeeded(async (reading) => {
    const { from, format, files } = await relationOf(session, source, { workspace, reading });
    const columns = await columnsOf(session, from);
    const { rows } = await session.row(Counted, `SELECT count(*) AS rows FROM ${from}`);
    return { format, files: [...files], columns, rows: Number(rows) };
  });
}

/** The columns of what may stand behind FROM. */
export async function columnsOf(session: Session, from: string): Promise<DataColumn[]> {
  const columns = await session.rows(Described, `DESCRIBE SELECT * FROM ${from}`);
  return columns.map(({ column_name, column_type }) => ({ name: column_name, type: column_type }));
}
