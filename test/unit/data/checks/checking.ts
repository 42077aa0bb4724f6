import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkDatasets } from "../../../../src/data/checks/checkDatasets.ts";
import { openDatabase } from "../../../../src/data/duckdb/database.ts";
import type { CheckOutcome, CheckReport } from "../../../../src/protocol/checkEntities.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files into a workspace of their own and checks its data sets with a real DuckDB. */
export async function check(files: Files): Promise<CheckReport> {
  await using folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder.path, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  await using database = await openDatabase({ temporaryFolder: join(folder.path, ".spill"), threads: 2 });
  using session = await database.session();
  return await checkDatasets({ session, workspace: folder.path, asked: {}, report: () => undefined });
}

/** The outcomes of one data set `d` in `d.csv`, by what stands behind its name. */
export async function outcomes(csv: string | Uint8Array, declaration: string): Promise<Map<string, CheckOutcome>> {
  const indented = declaration.replace(/^/gm, "    ");
  const report = await check({ "d.csv": csv, "tidemark.yaml": `datasets:\n  d:\n    source: d.csv\n${indented}\n` });
  const all = report.datasets.flatMap((each) => each.outcomes);
  return new Map(all.map((outcome) => [outcome.id.replace(/^d\//, ""), outcome]));
}

/** What the last of some checks of column `x` comes to, of which each value is a line. */
export async function outcomeOf(values: readonly string[], checks: string): Promise<CheckOutcome> {
  const plain = checks.replaceAll(/\{.*?\}/g, "");
  const kind = /(\w+):[^:]*$/.exec(plain)?.[1] ?? "";
  const rows = values.map((value) => `${/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value},.\n`);
  const found = (await outcomes(`x,y\n${rows.join("")}`, `columns: {x: {${checks}}}`)).get(`columns/x/${kind}`);
  if (found === undefined) throw new Error(`There is no outcome of ${kind}.`);
  return found;
}
