import type { ColumnCheck } from "../checks/check.ts";
import { columnForms } from "../checks/columnForms.ts";
import type { ColumnType } from "../checks/columnType.ts";
import { type Entry, entryOf, entryRange } from "../text/tree.ts";
import { type Context, tellError } from "./context.ts";

/** Tells what a column's checks say against each other; what remains is what can be checked. */
export function columnFaults(checks: readonly ColumnCheck[], column: Entry, context: Context): ColumnCheck[] {
  return checks.filter((check) => {
    const fault = faultOf(check, checks);
    if (fault === undefined) return true;
    const entry = column.value.kind === "map" ? entryOf(column.value, check.kind) : undefined;
    tellError(context, fault, entry === undefined ? column.keyRange : entryRange(entry), check.id);
    return false;
  });
}

function faultOf(check: ColumnCheck, checks: readonly ColumnCheck[]): string | undefined {
  const type = checks.find(({ kind }) => kind === "type");
  if (type?.kind === "type") {
    const fault = typeFault(check, type.options.value);
    if (fault !== undefined) return fault;
  }
  if (check.kind === "max") {
    const min = checks.find((other) => other.kind === "min");
    if (min !== undefined && isAbove(min.options.value, check.options.value)) {
      return `"max" (${check.options.value}) is below "min" (${min.options.value}), so nothing passes.`;
    }
  }
  if (check.kind === "max_length") {
    const min = checks.find((other) => other.kind === "min_length");
    if (min !== undefined && min.options.value > check.options.value) {
      return `"max_length" (${check.options.value}) is below "min_length" (${min.options.value}), so nothing passes.`;
    }
  }
  return undefined;
}

function typeFault(check: ColumnCheck, type: ColumnType): string | undefined {
  const types = columnForms.find((form) => form.kind === check.kind)?.types;
  if (types !== undefined && !types.includes(type)) {
    return `"${check.kind}" is for columns of type ${types.join(", ")}, and this one is of type ${type}.`;
  }
  if (check.kind === "min" || check.kind === "max") {
    const isNumber = typeof check.options.value === "number";
    if (isNumber !== isNumeric(type)) {
      return `"${check.kind}" must be a ${isNumeric(type) ? "number" : "date"}: the column is of type ${type}.`;
    }
  }
  if (check.kind === "values") {
    const wanted = isNumeric(type) ? "number" : type === "boolean" ? "boolean" : "string";
    const odd = check.options.value.find((value) => typeof value !== wanted);
    if (odd !== undefined) {
      const remedy = wanted === "string" ? " Put it in quotes." : "";
      return `The value ${JSON.stringify(odd)} isn't of the column's type, ${type}.${remedy}`;
    }
  }
  return undefined;
}

const isNumeric = (type: ColumnType): boolean => type === "integer" || type === "number";

/** Whether a bound is above another of its kind. */
function isAbove(a: number | string, b: number | string): boolean {
  if (typeof a === "number" && typeof b === "number") return a > b;
  return typeof a === "string" && typeof b === "string" && moment(a) > moment(b);
}

const moment = (text: string): number => Date.parse(text.replace(" ", "T"));
