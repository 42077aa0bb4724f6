import type { Config } from "../../../config/config.ts";
import { notFound } from "../../../protocol/errors.ts";
import type { PrintedFeature, SqlDialect } from "../../../protocol/featureEntities.ts";
import type { Session } from "../../duckdb/database.ts";
import { inOrder, unknownName } from "../plan.ts";
import { joinSql } from "../pointInTime.ts";
import type { Prepared } from "../prepareStep.ts";
import { stepQuery } from "../stepQuery.ts";
import { differencesOf, names } from "./differences.ts";
import { quoted } from "./quoted.ts";
import { standardJoin } from "./standardJoin.ts";

interface Printing {
  readonly session: Session;
  readonly workspace: string;
  readonly config: Config;
  readonly inputsOf: (feature: string) => readonly string[];
  readonly prepare: (feature: string) => Promise<Prepared>;
}

/** A feature, and those it is made from, as one query over its data sets, for another engine; what differs there is told. */
export async function printFeature(name: string, dialect: SqlDialect, printing: Printing): Promise<PrintedFeature> {
  const { session, workspace, config, inputsOf, prepare } = printing;
  const known = [...config.datasets, ...config.features].map((each) => each.name);
  const features = config.features.map((feature) => feature.name);
  if (!features.includes(name)) throw notFound(unknownName(name, features));
  const order = inOrder([name], inputsOf);
  const differences: PrintedFeature["differences"] = [];
  const parts: { name: string; sql: string }[] = [];
  for (const step of order.filter((each) => features.includes(each))) {
    const feature = config.features.find((each) => each.name === step);
    if (feature === undefined) throw notFound(`There is no feature "${step}".`);
    if (feature.step.kind === "pointInTime") {
      const { join } = await prepare(step);
      if (join === null) continue;
      parts.push({ name: step, sql: dialect === "duckdb" ? joinSql(join) : standardJoin(join, dialect) });
    } else {
      const query = await stepQuery(session, { ...feature, step: feature.step }, { workspace, known });
      for (const { what, advice } of differencesOf(query.tree, query.sql, dialect)) {
        differences.push({ feature: step, what, advice });
      }
      parts.push({ name: step, sql: dialect === "spark" ? withBackticks(query.sql) : query.sql });
    }
  }
  const last = parts.pop();
  const indented = (sql: string): string => sql.replaceAll(/^/gm, "  ");
  const before = parts.map((part) => `${quoted(part.name, dialect)} AS (\n${indented(part.sql)}\n)`);
  const head = `-- ${name}, for ${names[dialect]}\n`;
  const body = last?.sql ?? "";
  return {
    sql:
      before.length === 0
        ? `${head}${body}`
        : `${head}WITH ${before.join(",\n")}\nSELECT * FROM (\n${indented(body)}\n) AS result`,
    tables: order.filter((each) => !features.includes(each)),
    differences,
  };
}

/** Spark quotes names with backticks, and takes double quotes for a text. Texts and comments stay as they are. */
export const withBackticks = (sql: string): string =>
  sql.replaceAll(/'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|"((?:[^"]|"")*)"/g, (whole, name: string | undefined) =>
    name === undefined ? whole : quoted(name.replaceAll('""', '"'), "spark"),
  );
