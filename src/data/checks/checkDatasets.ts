import { idOf } from "../../config/checkId.ts";
import { namedDatasets } from "../../config/namedDatasets.ts";
import type { CheckReport, DatasetReport } from "../../protocol/checkEntities.ts";
import type { CheckProgress, KnownVersions } from "../../protocol/checkRequests.ts";
import { notFound } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { checkDataset } from "./checkDataset.ts";
import { type Declarations, declarationFile, declaredAt, readDeclarations } from "./declarations.ts";
import { declaredDataset } from "./declaredDatasets.ts";
import { countsOf, misdeclared } from "./outcome.ts";

export interface CheckRequest {
  readonly session: Session;
  readonly workspace: string;
  readonly asked: {
    readonly datasets?: readonly string[] | undefined;
    readonly files?: readonly string[] | undefined;
    readonly versions?: KnownVersions | undefined;
  };
  readonly signal?: AbortSignal | undefined;
  readonly report: (progress: CheckProgress) => void;
}

/**
 * Checks what a workspace's configuration promises about its data sets.
 * @throws TidemarkError `notFound` when a data set is asked for that isn't declared; `cancelled`
 */
export async function checkDatasets({ session, workspace, asked, signal, report }: CheckRequest): Promise<CheckReport> {
  const declarations = { ...(await readDeclarations(workspace)), versions: asked.versions };
  const names = await wantedNames(session, declarations, workspace, asked);
  const datasets: DatasetReport[] = [];
  for (const [at, name] of names.entries()) {
    const dataset = namedDatasets(declarations.config).find((each) => each.name === name);
    const tell = (step: string, share: number) =>
      report({ dataset: name, step, share: Math.min(1, (at + share) / names.length) });
    datasets.push(
      dataset === undefined
        ? undeclared(declarations, name)
        : await checkDataset({ session, workspace, declarations, dataset, tell, signal }),
    );
  }
  return { config: declarationFile(declarations), datasets };
}

async function wantedNames(
  session: Session,
  declarations: Declarations,
  workspace: string,
  { datasets, files }: CheckRequest["asked"],
): Promise<readonly string[]> {
  const usable = namedDatasets(declarations.config).map(({ name }) => name);
  const known = [...usable, ...brokenNames(declarations, usable)];
  const missing = datasets?.find((name) => !known.includes(name));
  if (missing !== undefined) {
    const there = known.length === 0 ? "None is declared." : `Declared are ${known.join(", ")}.`;
    throw notFound(`There is no data set "${missing}". ${there}`);
  }
  const unbuilt = datasets === undefined ? await unbuiltFeatures(session, declarations, workspace) : [];
  const named = known.filter((name) => (datasets === undefined ? !unbuilt.includes(name) : datasets.includes(name)));
  if (files === undefined) return named;
  const belonging: string[] = [];
  for (const dataset of namedDatasets(declarations.config)) {
    if (!named.includes(dataset.name)) continue;
    const found = await declaredDataset(session, dataset, declarations, workspace);
    if (found.files.some(({ path }) => files.includes(path))) belonging.push(dataset.name);
  }
  return belonging;
}

/** Features without a result: there is nothing to check until they are asked for by their names. */
async function unbuiltFeatures(session: Session, declarations: Declarations, workspace: string): Promise<string[]> {
  const unbuilt: string[] = [];
  for (const { name, dataset } of declarations.config.features) {
    const { problem } = await declaredDataset(session, dataset, declarations, workspace);
    if (problem !== null) unbuilt.push(name);
  }
  return unbuilt;
}

/** Data sets that are left out of the configuration because of what is wrong about them. */
function brokenNames({ problems, config }: Declarations, usable: readonly string[]): string[] {
  const known = new Set(namedDatasets(config).map(({ name }) => idOf(name)));
  const broken = problems
    .filter(({ severity, path }) => severity === "error" && path !== "")
    .map(({ path }) => path.split("/")[0] ?? "")
    .filter((name) => !known.has(name));
  return [...new Set(broken)].filter((name) => !usable.includes(name));
}

function undeclared(declarations: Declarations, name: string): DatasetReport {
  const outcomes = misdeclared(declarations, name);
  const at = declaredAt(declarations, name);
  return {
    dataset: name,
    declaredAt: at,
    files: [],
    rows: null,
    milliseconds: 0,
    outcomes,
    counts: countsOf(outcomes),
  };
}
