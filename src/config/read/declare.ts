import * as z from "zod";
import type { Check } from "../checks/check.ts";
import { type CheckForm, commonOptions, tolerateOption } from "../checks/form.ts";
import type { Report } from "../problems.ts";
import { entryOf, isEmpty, type MapNode, mapOf, type Tree } from "../text/tree.ts";
import { parseAt, type Subject } from "./parseAt.ts";

const Common = z.strictObject({ ...commonOptions, ...tolerateOption });

const isCommon = (key: string): boolean => Object.hasOwn(Common.shape, key);

/** Whom a check belongs to: a column, or the whole table. */
export type Owner =
  | { readonly scope: "column"; readonly dataset: string; readonly column: string }
  | { readonly scope: "table"; readonly dataset: string; readonly column: undefined };

/** A check whose severity, tolerance and message stand in its own map; undefined when it is wrong or switched off. */
export function declareWithinMap(form: CheckForm, owner: Owner, subject: Subject, report: Report): Check | undefined {
  const { value } = subject;
  if (value.kind !== "map") return declare(form, owner, subject, undefined, report);
  const own = mapOf(value, ({ key }) => !isCommon(key));
  const common = mapOf(value, ({ key }) => isCommon(key));
  return declare(form, owner, { ...subject, value: own }, common, report);
}

/** A check of a value and of what `common` says about it; undefined when it is wrong or switched off. */
export function declare(
  form: CheckForm,
  owner: Owner,
  subject: Subject,
  common: MapNode | undefined,
  report: Report,
): Check | undefined {
  const about = readCommon(form, common, subject, report);
  const options = readOptions(form, subject, report);
  if (about === undefined || options === undefined) return undefined;
  if (form.off !== undefined && options.value === form.off) return undefined;
  const declared = {
    ...owner,
    kind: form.kind,
    id: subject.path,
    severity: about.severity ?? "error",
    tolerate: about.tolerate ?? 0,
    message: about.message,
    implied: false,
    options,
  };
  // A form fixes kind and options together, which can't be followed through the union of all forms.
  return declared as Check;
}

function readCommon(
  form: CheckForm,
  common: MapNode | undefined,
  subject: Subject,
  report: Report,
): z.output<typeof Common> | undefined {
  if (common === undefined) return {};
  const tolerate = entryOf(common, "tolerate");
  if (tolerate !== undefined && !form.byRow) {
    const message = `"tolerate" doesn't apply to ${form.kind}, which doesn't judge row by row.`;
    report({ message, severity: "error", range: tolerate.keyRange, path: subject.path });
    return undefined;
  }
  return parseAt(Common, { ...subject, value: common }, report);
}

/** The options that a check's value stands for; a plain value is its form's short option. */
function readOptions(form: CheckForm, subject: Subject, report: Report): z.output<CheckForm["options"]> | undefined {
  const value = asOptions(form, subject);
  const options = parseAt(
    form.options,
    { ...subject, value, short: value === subject.value ? undefined : form.short },
    report,
  );
  const fault = options === undefined ? undefined : form.fault(options);
  if (fault === undefined) return options;
  const range = isEmpty(subject.value) ? subject.keyRange : subject.value.range;
  report({ message: fault, severity: "error", range, path: subject.path });
  return undefined;
}

function asOptions(form: CheckForm, { value, keyRange }: Subject): Tree {
  const { short } = form;
  if (short === undefined || value.kind === "invalid") return value;
  if (value.kind === "map" && (!form.shortIsMap || entryOf(value, short) !== undefined)) return value;
  return { kind: "map", range: value.range, entries: [{ key: short, keyRange, value }] };
}
