import type { Check, ColumnCheck, TableCheck } from "../../config/checks/check.ts";
import type { FileCheck } from "../delimited/findings.ts";
import { correlationPlan, identifierLeakagePlan, labelLeakagePlan } from "./associationPlans.ts";
import {
  boundPlan,
  lengthPlan,
  nullsPlan,
  patternPlan,
  requiredPlan,
  typePlan,
  uniquePlan,
  valuesPlan,
} from "./columnPlans.ts";
import type { CheckScope } from "./context.ts";
import { expressionPlan, sqlPlan } from "./customPlans.ts";
import { distinctPlan, quantilesPlan, statisticPlan, uniqueRatioPlan } from "./figurePlans.ts";
import { hygienePlan } from "./hygienePlans.ts";
import { classBalancePlan, conflictingLabelsPlan } from "./labelPlans.ts";
import { monotonicPlan, sequentialPlan } from "./orderPlans.ts";
import { skipped } from "./outcome.ts";
import { decided, type Plan } from "./plan.ts";
import { driftPlan, newReferenceValuesPlan, rowCountChangePlan } from "./referencePlans.ts";
import { foreignKeyPlan } from "./relatedPlans.ts";
import { newLabelsPlan, newValuesPlan, overlapPlan, timePlan } from "./splitPlans.ts";
import { columnOf } from "./table.ts";
import { tableHygienePlan } from "./tableHygiene.ts";
import {
  byteCountPlan,
  closedPlan,
  duplicateColumnsPlan,
  duplicateRowsPlan,
  freshnessPlan,
  keyPlan,
  orderedPlan,
  rowCountPlan,
  sha256Plan,
} from "./tablePlans.ts";

/** Checks that look at rows: those of files are judged by what reading the files found. */
export type RowsCheck = Exclude<Check, { kind: FileCheck }>;

/**
 * How a check is carried out.
 * @throws Unable when it can't be
 */
export async function planOf(check: RowsCheck, scope: CheckScope): Promise<Plan> {
  return check.scope === "column" ? columnPlan(check, scope) : tablePlan(check, scope);
}

async function columnPlan(check: ColumnCheck, scope: CheckScope): Promise<Plan> {
  const { table } = scope;
  const lens = columnOf(table, check.column);
  if (check.kind === "required") return requiredPlan(lens, table, check.column);
  if (lens === undefined) return decided(skipped(`There is no column "${check.column}".`));
  switch (check.kind) {
    case "type":
      return typePlan(check, table, lens);
    case "nulls":
      return nullsPlan(check, table, lens);
    case "unique":
      return uniquePlan(check, table, lens);
    case "min":
    case "max":
      return boundPlan(check, table, lens);
    case "values":
      return valuesPlan(check, table, lens);
    case "new_values":
      return newReferenceValuesPlan(check, scope, lens);
    case "pattern":
      return patternPlan(check, table, lens);
    case "min_length":
    case "max_length":
      return lengthPlan(check, table, lens);
    case "monotonic":
      return monotonicPlan(check, scope, lens);
    case "sequential":
      return sequentialPlan(check, scope, lens);
    case "mean":
    case "median":
    case "stdev":
    case "sum":
      return statisticPlan(check, lens);
    case "quantiles":
      return quantilesPlan(check, lens);
    case "distinct":
      return distinctPlan(check, lens);
    case "unique_ratio":
      return uniqueRatioPlan(check, lens);
    default:
      return hygienePlan(check, scope, lens);
  }
}

async function tablePlan(check: Exclude<TableCheck, { kind: FileCheck }>, scope: CheckScope): Promise<Plan> {
  switch (check.kind) {
    case "keys":
    case "unique":
      return keyPlan(check, scope);
    case "closed":
      return closedPlan(scope);
    case "ordered":
      return orderedPlan(scope);
    case "row_count":
      return rowCountPlan(check);
    case "row_count_change":
      return rowCountChangePlan(check, scope);
    case "drift":
      return driftPlan(check, scope);
    case "duplicate_rows":
      return duplicateRowsPlan(check, scope);
    case "duplicate_columns":
      return duplicateColumnsPlan(check, scope);
    case "foreign_key":
      return foreignKeyPlan(check, scope);
    case "freshness":
      return freshnessPlan(check, scope);
    case "expression":
      return expressionPlan(check, scope);
    case "sql":
      return sqlPlan(check, scope);
    case "byte_count":
      return byteCountPlan(check, scope);
    case "sha256":
      return sha256Plan(check, scope);
    case "correlation":
      return correlationPlan(check, scope);
    case "conflicting_labels":
      return conflictingLabelsPlan(check, scope);
    case "class_balance":
      return classBalancePlan(check, scope);
    case "label_leakage":
      return labelLeakagePlan(check, scope);
    case "identifier_leakage":
      return identifierLeakagePlan(check, scope);
    case "split_overlap":
      return overlapPlan(check, scope);
    case "split_time":
      return timePlan(check, scope);
    case "split_new_labels":
      return newLabelsPlan(check, scope);
    case "split_new_values":
      return newValuesPlan(check, scope);
    default:
      return tableHygienePlan(check, scope);
  }
}
