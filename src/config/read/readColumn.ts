import { idOf } from "../checkId.ts";
import type { ColumnCheck } from "../checks/check.ts";
import { columnForms } from "../checks/columnForms.ts";
import { tableForms } from "../checks/tableForms.ts";
import type { Column } from "../config.ts";
import { unknownKey } from "../schema/strict.ts";
import { type Entry, entryRange, isEmpty } from "../text/tree.ts";
import { columnFaults } from "./columnFaults.ts";
import { type Context, tellError } from "./context.ts";
import { declareWithinMap } from "./declare.ts";
import { subjectOf } from "./parseAt.ts";

export interface ColumnReading {
  readonly column: Column;
  readonly checks: readonly ColumnCheck[];
}

const kinds: readonly string[] = columnForms.map((form) => form.kind);
const tableKinds: readonly string[] = tableForms.map((form) => form.kind);

/** A column and what it promises; that it is there, unless it says otherwise. */
export function readColumn(dataset: string, entry: Entry, context: Context): ColumnReading {
  const id = idOf(dataset, "columns", entry.key);
  context.places.set(id, entryRange(entry));
  const checks: ColumnCheck[] = [];
  const { value } = entry;
  if (value.kind === "map") {
    for (const check of value.entries) {
      const read = readCheck(dataset, entry.key, check, context);
      if (read !== undefined) checks.push(read);
    }
  } else if (value.kind !== "invalid" && !isEmpty(value)) {
    tellError(context, `"${entry.key}" must be a map of checks such as {type: integer}.`, value.range, id);
  }
  if (value.kind !== "map" || !value.entries.some(({ key }) => key === "required")) {
    checks.unshift(presence(dataset, entry, context));
  }
  const type = checks.find((check) => check.kind === "type");
  return {
    column: { name: entry.key, type: type?.options.value, format: type?.options.format },
    checks: columnFaults(checks, entry, context),
  };
}

function readCheck(dataset: string, column: string, entry: Entry, context: Context): ColumnCheck | undefined {
  const id = idOf(dataset, "columns", column, entry.key);
  const form = columnForms.find(({ kind }) => kind === entry.key);
  if (form === undefined) {
    const message = tableKinds.includes(entry.key)
      ? `"${entry.key}" is a check of the whole table: write it below "checks".`
      : unknownKey(entry.key, kinds);
    tellError(context, message, entry.keyRange, id);
    return undefined;
  }
  context.places.set(id, entryRange(entry));
  const owner = { scope: "column", dataset, column } as const;
  const check = declareWithinMap(form, owner, subjectOf(entry, id), context.report);
  return check?.scope === "column" ? check : undefined;
}

function presence(dataset: string, { key, keyRange }: Entry, { places }: Context): ColumnCheck {
  const id = idOf(dataset, "columns", key, "required");
  places.set(id, keyRange);
  return {
    scope: "column",
    kind: "required",
    id,
    dataset,
    column: key,
    severity: "error",
    tolerate: 0,
    message: undefined,
    implied: true,
    options: { value: true },
  };
}
