import { idOf } from "../checkId.ts";
import type { TableCheck } from "../checks/check.ts";
import { columnForms } from "../checks/columnForms.ts";
import { fileForms } from "../checks/fileForms.ts";
import { type CheckForm, commonOptions, tolerateOption } from "../checks/form.ts";
import { tableForms } from "../checks/tableForms.ts";
import { CheckName } from "../schema/configFile.ts";
import { unknownKey } from "../schema/strict.ts";
import type { Range } from "../text/lines.ts";
import { type Entry, entryOf, type MapNode, mapOf, type Tree } from "../text/tree.ts";
import { type Context, tellError } from "./context.ts";
import { declare } from "./declare.ts";
import { parseAt, subjectOf } from "./parseAt.ts";

const forms: readonly CheckForm[] = tableForms;
const kinds: readonly string[] = tableForms.map((form) => form.kind);
const columnKinds: readonly string[] = columnForms.map((form) => form.kind);
const besideKeys = ["name", ...Object.keys(commonOptions), ...Object.keys(tolerateOption)];

/** The list below `checks`. A wrong item is told and left out. */
export function readTableChecks(dataset: string, entry: Entry | undefined, context: Context): TableCheck[] {
  if (entry === undefined || entry.value.kind === "invalid") return [];
  if (entry.value.kind !== "list") {
    const message = '"checks" must be a list: each item begins with "- ".';
    tellError(
      context,
      message,
      entry.value.kind === "map" ? entry.keyRange : entry.value.range,
      idOf(dataset, "checks"),
    );
    return [];
  }
  const taken = new Set<string>();
  return entry.value.items.flatMap((item) => readItem(dataset, item, taken, context) ?? []);
}

/** Checks of the files themselves that run unless the list says something about them. */
export function impliedFileChecks(
  dataset: string,
  entry: Entry | undefined,
  place: Range,
  context: Context,
): TableCheck[] {
  const items = entry?.value.kind === "list" ? entry.value.items : [];
  const named = new Set(items.flatMap((item) => (item.kind === "map" ? item.entries.map(({ key }) => key) : [])));
  return fileForms
    .filter(({ kind }) => !named.has(kind))
    .map(({ kind }) => {
      const id = idOf(dataset, "checks", kind);
      context.places.set(id, place);
      const severity = kind === "blank_rows" ? "warning" : "error";
      const about = {
        id,
        dataset,
        column: undefined,
        severity,
        tolerate: 0,
        message: undefined,
        implied: true,
      } as const;
      return { scope: "table", kind, ...about, options: { value: false } } as const;
    });
}

function readItem(dataset: string, item: Tree, taken: Set<string>, context: Context): TableCheck | undefined {
  const list = idOf(dataset, "checks");
  if (item.kind === "invalid") return undefined;
  if (item.kind !== "map") {
    tellError(context, "An item must be a check such as row_count: {min: 1000}.", item.range, list);
    return undefined;
  }
  const entry = onlyCheck(item, list, context);
  const form = forms.find(({ kind }) => kind === entry?.key);
  if (entry === undefined || form === undefined) return undefined;

  const nameEntry = entryOf(item, "name");
  const unnamed = idOf(dataset, "checks", form.kind);
  const name = nameEntry === undefined ? undefined : parseAt(CheckName, subjectOf(nameEntry, unnamed), context.report);
  if (nameEntry !== undefined && name === undefined) return undefined;

  const common = mapOf(item, ({ key }) => key !== "name" && besideKeys.includes(key));
  const owner = { scope: "table", dataset, column: undefined } as const;
  const check = declare(
    form,
    owner,
    subjectOf(entry, name === undefined ? unnamed : idOf(dataset, "checks", name)),
    common,
    context.report,
  );
  if (check?.scope !== "table") return undefined;
  // Told by its options where it has no name: the same check keeps its identity when others come or go around it.
  const subject = name === undefined ? form.subject(check.options) : "";
  const id = subject === "" ? check.id : `${unnamed}/${idOf(subject)}`;
  if (taken.has(id)) {
    const message =
      name === undefined
        ? `There is a check "${form.kind}" like this already: give this one a "name".`
        : `There is a check named "${name}" already.`;
    tellError(context, message, nameEntry?.value.range ?? entry.keyRange, id);
    return undefined;
  }
  taken.add(id);
  context.places.set(id, item.range);
  return { ...check, id };
}

/** The one check of an item. */
function onlyCheck(item: MapNode, path: string, context: Context): Entry | undefined {
  const checks = item.entries.filter(({ key }) => kinds.includes(key));
  const unknown = item.entries.filter(({ key }) => !kinds.includes(key) && !besideKeys.includes(key));
  for (const { key, keyRange } of unknown) tellError(context, unknownCheck(key), keyRange, path);
  const [first, second] = checks;
  if (second !== undefined) {
    const message = `An item has one check, and this one has "${first?.key}" already: begin another item with "- ".`;
    tellError(context, message, second.keyRange, path);
    return undefined;
  }
  if (first === undefined && unknown.length === 0) {
    tellError(context, "The item names no check, such as row_count: {min: 1000}.", item.range, path);
  }
  return unknown.length === 0 ? first : undefined;
}

const unknownCheck = (key: string): string =>
  columnKinds.includes(key)
    ? `"${key}" is a check of one column: write it below the column's name in "columns".`
    : unknownKey(key, [...kinds, ...besideKeys]);
