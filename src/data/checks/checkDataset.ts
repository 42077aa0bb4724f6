import type { Check } from "../../config/checks/check.ts";
import type { Dataset } from "../../config/config.ts";
import type { CheckOutcome, CheckPlace, DatasetReport } from "../../protocol/checkEntities.ts";
import type { Session } from "../duckdb/database.ts";
import { sourceFiles } from "../sources/files.ts";
import { type FileStructure, isDelimited } from "../structure/fileStructure.ts";
import type { CheckScope } from "./context.ts";
import { type Declarations, declaredAt } from "./declarations.ts";
import { dataSource, declaredDataset } from "./declaredDatasets.ts";
import { isFileCheck, judgeFiles } from "./filePlans.ts";
import { type FileSet, fileSet } from "./fileSet.ts";
import { couldNotRun, countsOf, misdeclared, outcomeOf, skipped } from "./outcome.ts";
import { placesOf } from "./places.ts";
import { countOf, decided, type Finding, finding, type Plan } from "./plan.ts";
import { planOf, type RowsCheck } from "./planOf.ts";
import { reasonOf, runPlans } from "./runPlans.ts";
import { checkScope } from "./scope.ts";
import { openTable, type Table } from "./table.ts";

export interface DatasetCheck {
  readonly session: Session;
  readonly workspace: string;
  readonly declarations: Declarations;
  readonly dataset: Dataset;
  readonly tell: (step: string, share: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Checks one data set. What can't be checked is told as such. */
export async function checkDataset(work: DatasetCheck): Promise<DatasetReport> {
  const { session, workspace, declarations, dataset, tell } = work;
  const began = performance.now();
  tell("finding the files", 0);
  const { files, problem } = await declaredDataset(session, dataset, declarations, workspace);
  const { outcomes, rows } = problem === null ? await checked(work) : unreadable(work, problem);
  const all = [...misdeclared(declarations, dataset.name), ...outcomes];
  return {
    dataset: dataset.name,
    declaredAt: declaredAt(declarations, dataset.name),
    files,
    rows,
    milliseconds: performance.now() - began,
    outcomes: all,
    counts: countsOf(all),
  };
}

interface Checked {
  readonly outcomes: readonly CheckOutcome[];
  readonly rows: number | null;
}

const unreadable = ({ dataset, declarations }: DatasetCheck, reason: string): Checked => ({
  outcomes: dataset.checks.map((check) => outcomeOf(check, couldNotRun(reason), declarations)),
  rows: null,
});

async function checked(work: DatasetCheck): Promise<Checked> {
  const { session, workspace, declarations, dataset, tell, signal } = work;
  const { source } = dataset;
  const found = await sourceFiles(session, dataSource(source), workspace);
  const files = fileSet(session, source, found, { workspace, signal });
  tell("reading the files' structure", 0.05);
  const structures = await files.structures();
  const ofFiles = new Map<Check, CheckOutcome>();
  for (const check of dataset.checks.filter(isFileCheck)) {
    const { verdict, places } = judgeFiles(check, found.format, structures);
    ofFiles.set(check, outcomeOf(check, verdict, declarations, places));
  }
  const rest = dataset.checks.filter((check): check is RowsCheck => !isFileCheck(check));
  const ofRows = await findingsOf(work, rest, structures, files);
  const outcomes = dataset.checks.map((check) => ofFiles.get(check) ?? ofRows.outcomes.get(check));
  return { outcomes: outcomes.filter((outcome) => outcome !== undefined), rows: ofRows.rows };
}

interface Found {
  readonly outcomes: ReadonlyMap<Check, CheckOutcome>;
  readonly rows: number | null;
}

async function findingsOf(
  { session, workspace, declarations, dataset, tell, signal }: DatasetCheck,
  checks: readonly RowsCheck[],
  structures: readonly FileStructure[],
  files: FileSet,
): Promise<Found> {
  const outcome = (check: Check, { verdict }: Finding, places: readonly CheckPlace[] = []) =>
    [check, outcomeOf(check, verdict, declarations, places)] as const;
  let table: Table;
  try {
    table = await openTable(session, {
      source: dataset.source,
      declared: dataset.columns,
      workspace,
      structures: structures.filter(isDelimited),
    });
  } catch (error) {
    const reason = finding(couldNotRun(reasonOf(error)));
    return { outcomes: new Map(checks.map((check) => outcome(check, reason))), rows: null };
  }
  tell("counting what fails", 0.2);
  await using scope = checkScope({ session, workspace, declarations, dataset, table, signal });
  let rows: number | null = null;
  const counting: Plan = {
    figures: ["count(*)"],
    judge: ([count]) => {
      rows = countOf(count);
      return finding(skipped(""));
    },
  };
  const plans = [counting];
  for (const check of checks) plans.push(await planned(check, scope));
  const [, ...findings] = await runPlans(session, table, plans, (done) =>
    tell("looking at single checks", 0.3 + (0.5 * done) / plans.length),
  );
  tell("finding the places", 0.8);
  const failed = findings.map((each) => (each.verdict.state === "failed" ? each : { ...each, failing: [] }));
  const sets = new Map<string, FileSet>([[table.files.join("\n"), files]]);
  const filesOf = (of: Table): FileSet => {
    const key = of.files.join("\n");
    const known = sets.get(key) ?? fileSet(session, of.source, of, { workspace, signal });
    sets.set(key, known);
    return known;
  };
  const places = await placesOf(session, failed, ({ table: of }) => filesOf(of));
  return {
    outcomes: new Map(
      checks.map((check, at) => outcome(check, findings[at] ?? finding(couldNotRun("It was left out.")), places[at])),
    ),
    rows,
  };
}

/** A plan, or why there is none. */
async function planned(check: RowsCheck, scope: CheckScope): Promise<Plan> {
  try {
    return await planOf(check, scope);
  } catch (error) {
    return decided(couldNotRun(reasonOf(error)));
  }
}
