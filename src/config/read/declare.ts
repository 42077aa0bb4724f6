import * as z from "zod";
import { type CheckForm, type CheckOf, commonOptions, type Declaration, tolerateOption } from "../checks/form.ts";
import type { Report } from "../problems.ts";
import { entryOf, type MapNode, mapOf, type Tree } from "../text/tree.ts";
import { parseAt, type Subject } from "./parseAt.ts";

const Common = z.strictObject({ ...commonOptions, ...tolerateOption });
type Common = z.output<typeof Common>;

export const commonKeys = Object.keys(Common.shape);
const isCommon = (key: string): boolean => commonKeys.includes(key);

/** A check's value without severity, tolerate and message, and these. */
export function splitCommon(value: Tree): { own: Tree; common: MapNode | undefined } {
  if (value.kind !== "map") return { own: value, common: undefined };
  return {
    own: mapOf(value, ({ key }) => !isCommon(key)),
    common: mapOf(value, ({ key }) => isCommon(key)),
  };
}

export function readCommon(
  form: CheckForm,
  common: MapNode | undefined,
  subject: Subject,
  report: Report,
): Common | undefined {
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
export function readOptions<Kind extends string, Shape extends z.ZodRawShape>(
  form: CheckForm<Kind, Shape>,
  subject: Subject,
  report: Report,
): z.output<z.ZodObject<Shape, z.core.$strict>> | undefined {
  const options = parseAt(form.options, { ...subject, value: asOptions(form, subject) }, report);
  if (options === undefined) return undefined;
  const fault = form.fault(options);
  if (fault === undefined) return options;
  const { value, keyRange } = subject;
  const empty = value.kind === "scalar" && value.value === null;
  report({ message: fault, severity: "error", range: empty ? keyRange : value.range, path: subject.path });
  return undefined;
}

function asOptions(form: { readonly kind: string; readonly short: string | undefined; readonly plainMap: boolean }, subject: Subject): Tree {
  const { value, keyRange } = subject;
  if (form.short === undefined || value.kind === "invalid") return value;
  if (value.kind === "map") return value;
  // Messages go on calling the value by the check's own name.
  return { kind: "map", range: value.range, entries: [{ key: form.short, keyRange, value, called: form.kind }] };
}
