import type { Dataset, Feature } from "../../config/config.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import type { FeatureInput } from "../../protocol/featureEntities.ts";
import { columnsOf } from "../describe/describe.ts";
import { identifier, literal } from "../duckdb/sql.ts";
import type { Reading } from "../sources/reading.ts";
import { relationOf } from "../sources/relation.ts";
import { type BuildContext, sha256 } from "./buildContext.ts";
import type { FeatureFiles } from "./featureFiles.ts";
import { joinSql, type ResolvedJoin, resolveJoin } from "./pointInTime.ts";
import { stepQuery, volatileFunctions } from "./stepQuery.ts";

/** A step ready to run: its inputs stand in the session as views of their names. */
export interface Prepared {
  readonly feature: Feature;
  readonly sql: string;
  readonly inputs: readonly FeatureInput[];
  readonly key: string;
  /** For a point-in-time join: what it joins. */
  readonly join: ResolvedJoin | null;
  readonly warnings: readonly string[];
}

export interface Preparing extends BuildContext {
  /** Of its inputs: see `asFarAsNeeded`. */
  readonly reading: Reading;
  readonly files: FeatureFiles;
  readonly sides: ReadonlyMap<string, Dataset>;
  readonly duckdb: string;
  readonly inputs: readonly string[];
  readonly featureOf: (name: string) => Feature | undefined;
}

/** Opens a step's inputs in the session, and says what it runs. */
export async function prepareStep(feature: Feature, preparing: Preparing): Promise<Prepared> {
  const { session, workspace, sides, inputs: names, duckdb } = preparing;
  const inputs: FeatureInput[] = [];
  for (const name of names) inputs.push(await openInput(name, preparing));
  const { step } = feature;
  const warnings: string[] = [];
  let sql: string;
  let join: ResolvedJoin | null = null;
  if (step.kind === "pointInTime") {
    const columns = new Map<string, readonly string[]>();
    for (const name of names) {
      columns.set(
        name,
        (await columnsOf(session, identifier(name))).map((column) => column.name),
      );
    }
    join = resolveJoin(step, sides, (name) => columns.get(name) ?? []);
    sql = joinSql(join);
  } else {
    const query = await stepQuery(session, { ...feature, step }, { workspace, known: sides.keys() });
    sql = query.sql;
    for (const name of await volatileFunctions(session, query)) {
      warnings.push(`${name}() gives another result each time: what is built depends on when.`);
    }
  }
  const key = sha256(JSON.stringify(["feature 1", duckdb, sql, inputs.map(({ name, content }) => [name, content])]));
  return { feature, sql, inputs, key, join, warnings };
}

/** Makes an input a view of its name, and says which content it has. */
async function openInput(name: string, preparing: Preparing): Promise<FeatureInput> {
  const { session, sides, featureOf, files, hasher, workspace, reading, signal } = preparing;
  const view = (from: string): Promise<void> =>
    session.run(`CREATE OR REPLACE TEMP VIEW ${identifier(name)} AS SELECT * FROM ${from}`);
  if (featureOf(name) !== undefined) {
    const version = await files.current(name);
    if (version === undefined) throw new TidemarkError("notFound", `${name} has not been built yet.`);
    await view(`read_parquet(${literal(files.rows(version))})`);
    return { name, kind: "feature", content: version.content };
  }
  const source = sides.get(name)?.source;
  if (source === undefined) throw new TidemarkError("notFound", `There is no data set "${name}".`);
  const relation = await relationOf(session, { ...source, paths: [...source.paths] }, { workspace, reading });
  await view(relation.from);
  return { name, kind: "dataset", content: await hasher.hash(relation.files, signal) };
}
