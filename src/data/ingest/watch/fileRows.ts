import * as z from "zod";
import type { Source } from "../../../config/schema/source.ts";
import { columnsOf } from "../../describe/describe.ts";
import type { Session } from "../../duckdb/database.ts";
import { identifier, literal } from "../../duckdb/sql.ts";
import { relationOf } from "../../sources/relation.ts";
import type { SentRow } from "../splitRows.ts";
import { RowDigest } from "./rowDigest.ts";

/** Rows that are taken together, at most, and about how many characters they have. */
const mostRows = 10_000;
const mostLength = 4 * 2 ** 20;

const Counted = z.object({ rows: z.bigint(), length: z.bigint().nullable() });

export interface FileRow extends SentRow {
  /** Of its values; the same for the same row when the file has got more rows. */
  readonly mark: string;
}

/** The rows of a file, each as the JSON that a request would send. */
export interface FileRows {
  /**
   * Reads all of it and returns how many rows it has.
   * @throws TidemarkError where it can't be read to its end
   */
  count(): Promise<number>;
  /** Of the first `most` rows, or of all where there are fewer. */
  digest(most: number): Promise<RowDigest>;
  /** The rows after the first `skipped`, in the file's order, in parts. */
  parts(skipped: number): AsyncIterable<FileRow[]>;
}

/** Opens a file as a source's options say; good for as long as the session. */
export async function fileRows(session: Session, source: Source, file: string, workspace: string): Promise<FileRows> {
  // All of a file is looked at, so that both readings of it give the same rows.
  const reading = { whole: true, onPart: () => undefined };
  const { from } = await relationOf(session, { ...source, paths: [file] }, { workspace, asText: true, reading });
  const columns = await columnsOf(session, from);
  const keys = columns.map(({ name }) => name);
  const nulls = (source.nulls ?? []).map(literal).join(", ");
  const values = columns.map(({ name, type }) => {
    const column = identifier(name);
    // As texts numbers keep their digits, whatever JSON makes of them.
    const isNested = type === "JSON" || /^(STRUCT|MAP|UNION)\(|\]$/.test(type);
    const value = isNested ? `to_json(${column})` : `CAST(${column} AS VARCHAR)`;
    const given = nulls === "" || type !== "VARCHAR" ? value : `CASE WHEN ${value} NOT IN (${nulls}) THEN ${value} END`;
    return { name: literal(name), given };
  });
  const row = `CAST(json_object(${values.map(({ name, given }) => `${name}, ${given}`).join(", ")}) AS VARCHAR)`;
  // What has no value is left out: a column that only later rows have must not make others of those before.
  const marks = values.map(({ name, given }) => `concat(${name}, chr(1), CAST(${given} AS VARCHAR), chr(2))`);
  const named = values.map(({ given }, at) => `CASE WHEN ${given} IS NOT NULL THEN ${marks[at]} END`);
  const mark = `sha256(concat(${named.join(", ")}))`;
  return {
    async count() {
      const { rows: count } = await session.row(
        Counted,
        `SELECT count(*) AS rows, CAST(sum(length(row)) AS BIGINT) AS length FROM (SELECT ${row} AS row FROM ${from})`,
      );
      return Number(count);
    },
    async digest(most) {
      const digest = new RowDigest();
      if (most === 0) return digest;
      for await (const chunk of session.chunks(`SELECT ${mark} AS mark FROM ${from}`)) {
        for (const each of chunk.getColumnValues(0)) {
          digest.add(String(each));
          if (digest.rows === most) return digest;
        }
      }
      return digest;
    },
    async *parts(skipped) {
      let part: FileRow[] = [];
      let length = 0;
      let left = skipped;
      for await (const chunk of session.chunks(`SELECT ${row} AS row, ${mark} AS mark FROM ${from}`)) {
        const found = chunk.getColumnValues(1);
        for (const [at, value] of chunk.getColumnValues(0).entries()) {
          if (left > 0) {
            left -= 1;
            continue;
          }
          const row = { text: String(value), keys, mark: String(found[at]) };
          part.push(row);
          length += row.text.length;
          if (part.length < mostRows && length < mostLength) continue;
          yield part;
          part = [];
          length = 0;
        }
      }
      if (part.length > 0) yield part;
    },
  };
}
