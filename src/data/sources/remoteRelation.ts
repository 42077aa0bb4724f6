import * as z from "zod";
import type { DataSource } from "../../protocol/dataEntities.ts";
import { invalidParameter, TidemarkError } from "../../protocol/errors.ts";
import { dialectOf } from "../delimited/dialect.ts";
import type { Session } from "../duckdb/database.ts";
import { literal, literals } from "../duckdb/sql.ts";
import type { SourceFiles } from "./files.ts";
import { eachPlaced, type Placed } from "./placed.ts";

const Extension = z.object({ installed: z.boolean(), version: z.string() });

/**
 * Files and tables that are reached by an address, through DuckDB's extensions. Tidemark installs none.
 * @throws TidemarkError `notImplemented` when the extension is not installed: the message says how it is
 */
export async function remoteRelation(
  session: Session,
  source: DataSource,
  { format, files }: SourceFiles,
  { asText }: { readonly asText: boolean },
): Promise<{ readonly from: string; readonly placed: Placed }> {
  for (const file of files) await needExtension(session, file, /^postgres(ql)?:/i.test(file) ? "postgres" : "httpfs");
  const call = callOf(source, format, asText);
  const from =
    format === "postgresql" ? files.map((file) => call([file])).join(" UNION ALL BY NAME FROM ") : call(files);
  return {
    from: files.length > 1 && format === "postgresql" ? `(FROM ${from})` : from,
    placed: eachPlaced(files.map((file, i) => ({ file: i, from: call([file]) }))),
  };
}

async function needExtension(session: Session, address: string, name: "httpfs" | "postgres"): Promise<void> {
  const listed = name === "postgres" ? "postgres_scanner" : name;
  const [extension] = await session.rows(
    Extension,
    "SELECT installed, version() AS version FROM duckdb_extensions() WHERE extension_name = ?",
    [listed],
  );
  if (extension?.installed === true) return;
  throw new TidemarkError(
    "notImplemented",
    `${withoutSecrets(address)} is read by DuckDB's extension "${name}", which is not installed. Tidemark fetches nothing by itself: ` +
      `to install it, run "INSTALL ${name};" in DuckDB ${extension?.version ?? ""}, such as duckdb -c "INSTALL ${name};".`,
    { data: { extension: name } },
  );
}

/** Addresses of databases hold passwords. */
const withoutSecrets = (address: string): string => address.replace(/\/\/[^/@]*@/, "//");

function callOf(
  source: DataSource,
  format: SourceFiles["format"],
  asText: boolean,
): (files: readonly string[]) => string {
  const hive = `hive_partitioning = ${source.partitioned === "hive"}`;
  switch (format) {
    case "csv":
    case "tsv": {
      const { delimiter, quote, encoding, header } = dialectOf({ ...source, format });
      const settings = [
        `delim = ${literal(delimiter)}`,
        `quote = ${literal(quote)}`,
        `escape = ${literal(quote)}`,
        `encoding = ${literal(encoding)}`,
        `header = ${header}`,
        "comment = ''",
        hive,
        "union_by_name = true",
        asText ? "all_varchar = true" : `nullstr = ${literals(source.nulls ?? [""])}`,
      ];
      return (files) => `read_csv(${[literals(files), ...settings].join(", ")})`;
    }
    case "jsonl":
    case "json":
      return (files) =>
        `read_json(${literals(files)}, format = '${format === "jsonl" ? "newline_delimited" : "auto"}', union_by_name = true, ${hive})`;
    case "parquet":
      return (files) => `read_parquet(${literals(files)}, union_by_name = true, ${hive})`;
    case "postgresql": {
      const [schema, table] = tableOf(source.table);
      return ([address = ""]) => `postgres_scan(${[address, schema, table].map(literal).join(", ")})`;
    }
    default:
      throw invalidParameter(`A source of the format ${format} is a file, not an address.`);
  }
}

/** `table`, or `schema.table`. */
function tableOf(table = ""): readonly [schema: string, table: string] {
  const point = table.indexOf(".");
  return point < 0 ? ["public", table] : [table.slice(0, point), table.slice(point + 1)];
}
