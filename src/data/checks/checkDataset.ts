import type { Dataset } from "../../config/config.ts";
import type { DatasetReport } from "../../protocol/checkEntities.ts";
import type { Session } from "../duckdb/database.ts";
import { type Declarations, declaredAt } from "./declarations.ts";
import { declaredDataset } from "./declaredDatasets.ts";
import { couldNotRun, countsOf, misdeclared, outcomeOf } from "./outcome.ts";

export interface DatasetCheck {
  readonly session: Session;
  readonly workspace: string;
  readonly declarations: Declarations;
  readonly dataset: Dataset;
  readonly tell: (step: string, share: number) => void;
}

/** Checks one data set. What can't be checked is told as such. */
export async function checkDataset(work: DatasetCheck): Promise<DatasetReport> {
  const { session, workspace, declarations, dataset, tell } = work;
  const began = performance.now();
  const { files } = await declaredDataset(session, dataset, declarations, workspace);
  tell("looking at the files", 0);
  const outcomes = [
    ...misdeclared(declarations, dataset.name),
    ...dataset.checks.map((check) => outcomeOf(check, couldNotRun("This can't be checked yet."), declarations)),
  ];
  return {
    dataset: dataset.name,
    declaredAt: declaredAt(declarations, dataset.name),
    files,
    rows: null,
    milliseconds: performance.now() - began,
    outcomes,
    counts: countsOf(outcomes),
  };
}
