import type { Check } from "../../config/checks/check.ts";
import type { Verdict } from "./outcome.ts";
import { countOf, type FailingRows, type Finding, finding, type Plan, tolerated } from "./plan.ts";
import type { Table } from "./table.ts";
import { counted, partOf, percent } from "./words.ts";

/** What rows are said to do that fail: one, or several. */
export type Fault = string | { readonly one: string; readonly several: string };

/** `is above 120` */
const oneFault = (fault: Fault): string => (typeof fault === "string" ? `is ${fault}` : fault.one);

/** `3 of 10 values are above 120.`, `0 of 1 value is above 120.` */
export function faultWords(failing: number, rows: number, noun: string, fault: Fault): string {
  const words = typeof fault === "string" ? { one: `is ${fault}`, several: `are ${fault}` } : fault;
  return `${partOf(failing, rows, noun)} ${failing === 1 || rows === 1 ? words.one : words.several}`;
}

interface RowFinding {
  readonly failing: number;
  readonly rows: number;
  readonly noun?: string;
  readonly fault: Fault;
  /** What else there is to say when it fails. */
  readonly hint?: string | undefined;
}

/** Judges a check by the part of the rows that fail. */
export function rowVerdict(check: Pick<Check, "tolerate">, found: RowFinding): Verdict {
  const { failing, rows, noun = "value", fault, hint } = found;
  const allowed = tolerated(check.tolerate, rows);
  const limit =
    check.tolerate > 0 && failing > 0 ? ` (${percent(check.tolerate)}, so ${counted(allowed, noun)}, may)` : "";
  const extra = failing > 0 && hint !== undefined ? ` ${hint}` : "";
  const state = failing > allowed ? "failed" : "passed";
  return {
    state,
    message: `${faultWords(failing, rows, noun, fault)}${limit}.${extra}`,
    failing,
    rows,
    tolerated: allowed,
  };
}

export interface RowCondition {
  readonly table: Table;
  /** SQL: the rows that the check looks at. */
  readonly looked: string;
  /** SQL: which of them fail. Null counts as passing. */
  readonly fails: string;
  readonly noun?: string;
  readonly fault: Fault | ((figures: readonly unknown[]) => Fault);
  /** SQL of the failing value as text, and its column's name. */
  readonly value: string;
  readonly column: string | null;
  /** Aggregates that the words are made of. */
  readonly figures?: readonly string[];
  readonly hint?: (figures: readonly unknown[]) => string | undefined;
}

/** The plan of a check that judges each row by itself. */
export function rowPlan(check: Pick<Check, "tolerate">, condition: RowCondition): Plan {
  const { table, looked, fails, noun, fault, figures = [], hint } = condition;
  const failing = `((${looked}) AND (${fails}))`;
  return {
    figures: [`count(*) FILTER (WHERE ${looked})`, `count(*) FILTER (WHERE ${failing})`, ...figures],
    judge: ([rows, count, ...others]) =>
      rowFinding(check, {
        failing: countOf(count),
        rows: countOf(rows),
        ...(noun === undefined ? {} : { noun }),
        fault: typeof fault === "function" ? fault(others) : fault,
        hint: hint?.(others),
        places: {
          table,
          query: conditionQuery(table, failing, condition),
          each: { fails: failing, value: condition.value, column: nameOf(condition.column) },
        },
      }),
    eachRow: {
      query: conditionQuery(table, failing, condition),
      fault: oneFault(typeof fault === "function" ? fault([]) : fault),
    },
  };
}

/** A verdict with the rows behind it. */
export function rowFinding(
  check: Pick<Check, "tolerate">,
  { places, ...found }: RowFinding & { readonly places: Omit<FailingRows, "count"> },
): Finding {
  return finding(rowVerdict(check, found), found.failing === 0 ? [] : [{ ...places, count: found.failing }]);
}

const conditionQuery = (table: Table, failing: string, { value, column }: RowCondition): string =>
  `SELECT r, ${value} AS v, ${nameOf(column)} AS c FROM ${table.numbered} WHERE ${failing}`;

/** A column's name as the value of `c`. */
export const nameOf = (column: string | null): string =>
  column === null ? "CAST(NULL AS VARCHAR)" : `'${column.replaceAll("'", "''")}'`;
