import { readFile } from "node:fs/promises";
import { basename, isAbsolute, join, relative, sep } from "node:path";
import type { Dataset } from "../../config/config.ts";
import { datasetName } from "../../config/schema/configFile.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import type { InferredContract } from "../../protocol/inferRequests.ts";
import { readDeclarations } from "../checks/declarations.ts";
import { dataSource } from "../checks/declaredDatasets.ts";
import { fileSet } from "../checks/fileSet.ts";
import { guessTypes } from "../checks/guessTypes.ts";
import { openTable, type Table } from "../checks/table.ts";
import type { Session } from "../duckdb/database.ts";
import { sourceFiles } from "../sources/files.ts";
import { isDelimited } from "../structure/fileStructure.ts";
import { columnFacts } from "./facts.ts";
import { nullSpellings } from "./nullSpellings.ts";
import { suggest } from "./suggest.ts";
import { addedTo, contractText } from "./write.ts";

export interface InferRequest {
  readonly session: Session;
  readonly workspace: string;
  readonly path: string;
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Draws a contract from data: what is promised holds for all rows there are, with room for others like them.
 * @throws TidemarkError as reading the file; `invalidParameter` when the name is no data set's
 */
export async function inferContract(request: InferRequest): Promise<InferredContract> {
  const { session, workspace, name: wanted } = request;
  const declarations = await readDeclarations(workspace);
  const path = pathFrom(workspace, request.path);
  if (wanted !== undefined && !datasetName.test(wanted)) {
    throw invalidParameter(
      `A data set's name has letters, digits, - and _, and begins with a letter: "${wanted}" doesn't.`,
    );
  }
  const taken = new Set([...declarations.places.keys()].map((id) => id.split("/")[0] ?? ""));
  if (wanted !== undefined && taken.has(wanted)) throw invalidParameter(`There is a data set "${wanted}" already.`);
  const name = wanted ?? freeName(path, taken);

  const plain = await tableOf(request, { paths: [path] });
  const types = await guessTypes(session, plain, plain.columns);
  const nulls = await nullSpellings(session, plain, types);
  const table = nulls.length === 0 ? plain : await tableOf(request, { paths: [path], nulls: ["", ...nulls] });
  const known = table === plain ? types : await guessTypes(session, table, table.columns);
  const facts = await columnFacts(session, table, known);
  const rows = facts[0]?.rows ?? 0;
  const inferred = { name, path, nulls, rows, promises: suggest(facts, rows) };
  const file = declarations.file ?? join(workspace, "tidemark.yaml");
  const text = declarations.file === null ? "" : await readFile(declarations.file, "utf8");
  return {
    name,
    rows,
    yaml: contractText(inferred),
    config: { file, text: addedTo(text, basename(file), inferred) },
  };
}

async function tableOf({ session, workspace, signal }: InferRequest, source: Dataset["source"]): Promise<Table> {
  const found = await sourceFiles(session, dataSource(source), workspace);
  const structures = await fileSet(session, source, found, { workspace, signal }).structures();
  return await openTable(session, { source, declared: [], workspace, structures: structures.filter(isDelimited) });
}

/** As a configuration names it: from the workspace's folder, with slashes. */
function pathFrom(workspace: string, path: string): string {
  if (!isAbsolute(path)) return path;
  const shorter = relative(workspace, path);
  return shorter.startsWith("..") || isAbsolute(shorter) ? path : shorter.split(sep).join("/");
}

/** A name from the file's own that isn't taken: `data/big sales.csv.gz` as big_sales. */
function freeName(path: string, taken: ReadonlySet<string>): string {
  const [stem = ""] = basename(path.replace(/[*?[\]/\\]+$/, "")).split(".");
  const letters = stem.replaceAll(/[^A-Za-z0-9_-]+/g, "_").replace(/^[^A-Za-z_]+/, "") || "data";
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? letters : `${letters}_${number}`;
    if (!taken.has(name)) return name;
  }
}
