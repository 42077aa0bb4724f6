import type { DuckDBValue } from "@duckdb/node-api";
import * as z from "zod";
import type { Dataset } from "../../config/config.ts";
import { namedDatasets } from "../../config/namedDatasets.ts";
import type { FailingRow, KnownVersions, FailingRows as Page } from "../../protocol/checkRequests.ts";
import type { DataFormat } from "../../protocol/dataEntities.ts";
import { notFound, TidemarkError } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { sourceFiles } from "../sources/files.ts";
import { isDelimited } from "../structure/fileStructure.ts";
import { type Declarations, readDeclarations } from "./declarations.ts";
import { dataSource } from "./declaredDatasets.ts";
import { isFileCheck, judgeFiles } from "./filePlans.ts";
import { type FileSet, fileSet, type RawPlace } from "./fileSet.ts";
import { cut } from "./places.ts";
import type { FailingRows } from "./plan.ts";
import { planOf } from "./planOf.ts";
import { runPlans } from "./runPlans.ts";
import { checkScope } from "./scope.ts";
import { openTable } from "./table.ts";
import { Unable } from "./unable.ts";

export interface FailingRowsRequest {
  readonly session: Session;
  readonly workspace: string;
  readonly check: string;
  readonly offset: number;
  readonly limit: number;
  readonly versions?: KnownVersions | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The rows that fail a check at the moment, in the order of the files, page by page.
 * @throws TidemarkError `notFound` when there is no such check, `invalidParameter` when it can't be carried out
 */
export async function failingRows(request: FailingRowsRequest): Promise<Page> {
  const { session, workspace, signal } = request;
  const declarations = { ...(await readDeclarations(workspace)), versions: request.versions };
  const dataset = namedDatasets(declarations.config).find(({ checks }) =>
    checks.some(({ id }) => id === request.check),
  );
  if (dataset === undefined) throw notFound(`There is no check ${request.check}.`);
  const found = await sourceFiles(session, dataSource(dataset.source), workspace);
  const files = fileSet(session, dataset.source, found, { workspace, signal });
  try {
    return await pageOf(request, declarations, dataset, files, found.format);
  } catch (error) {
    if (error instanceof Unable) throw new TidemarkError("invalidParameter", error.message, { cause: error });
    throw error;
  }
}

async function pageOf(
  request: FailingRowsRequest,
  declarations: Declarations,
  dataset: Dataset,
  files: FileSet,
  format: DataFormat,
): Promise<Page> {
  const { session, workspace, signal } = request;
  const check = dataset.checks.find(({ id }) => id === request.check);
  if (check === undefined) throw notFound(`There is no check ${request.check}.`);
  if (isFileCheck(check)) {
    const { verdict, places } = judgeFiles(check, format, await files.structures());
    const rows = places.map(({ file, record, value, range }) => ({ file, record, values: [value], range }));
    const { offset, limit } = request;
    return { columns: ["value"], rows: rows.slice(offset, offset + limit), total: verdict.failing ?? rows.length };
  }
  const structures = (await files.structures()).filter(isDelimited);
  const table = await openTable(session, { source: dataset.source, declared: dataset.columns, workspace, structures });
  await using scope = checkScope({ session, workspace, declarations, dataset, table, signal });
  const [finding] = await runPlans(session, table, [await planOf(check, scope)], () => undefined);
  const failing = finding?.failing ?? [];
  const [first] = failing;
  if (finding?.verdict.state === "couldNotRun") throw new Unable(finding.verdict.message);
  if (first === undefined) return { columns: table.columns.map(({ name }) => name), rows: [], total: 0 };
  const own =
    first.table.files.join("\n") === table.files.join("\n")
      ? files
      : fileSet(session, first.table.source, first.table, { workspace, signal });
  return await rowsOf(request, failing, first, own);
}

const Row = z.object({
  r: z.bigint().nullable(),
  c: z.string().nullable(),
  v: z.string().nullable(),
  texts: z.array(z.string().nullable()),
});

/** Columns of the failing rows' table, or the query's own text where rows have no place. */
async function rowsOf(
  { session, offset, limit }: FailingRowsRequest,
  failing: readonly FailingRows[],
  { table }: FailingRows,
  files: FileSet,
): Promise<Page> {
  const all = failing.map(({ query }) => query).join(" UNION ALL ");
  const page = `SELECT r, v, c FROM (${all}) ORDER BY r, c LIMIT $1 OFFSET $2`;
  const texts = table.columns.map(({ text }) => text).join(", ");
  const bounds: DuckDBValue[] = [limit, offset];
  const rows = await session.rows(
    Row,
    `SELECT page.r, page.v, page.c, coalesce(all_rows.texts, []) AS texts FROM (${page}) AS page
     LEFT JOIN (SELECT r, [${texts}] AS texts FROM ${table.numbered}) AS all_rows ON all_rows.r = page.r ORDER BY page.r, page.c`,
    bounds,
  );
  const isPlaced = rows.some(({ r }) => r !== null);
  const places: RawPlace[] = [];
  for (const { r, c, v } of rows) {
    const place = r === null ? { file: null, record: null } : await files.placeOf(Number(r));
    places.push({ ...place, column: c, value: v });
  }
  const ranges = await files.ranges(places);
  return {
    columns: isPlaced ? table.columns.map(({ name }) => name) : ["row"],
    rows: rows.map(({ v, texts: values }, at): FailingRow => {
      const { file = null, record = null } = places[at] ?? {};
      return { file, record, values: (isPlaced ? values : [v]).map(cut), range: ranges[at] ?? null };
    }),
    total: failing.reduce((sum, { count }) => sum + count, 0),
  };
}
