import * as z from "zod";
import { columnForms } from "../../src/config/checks/columnForms.ts";
import { datasetForms } from "../../src/config/checks/datasetForms.ts";
import { fileForms } from "../../src/config/checks/fileForms.ts";
import type { CheckForm } from "../../src/config/checks/form.ts";
import { tableForms } from "../../src/config/checks/tableForms.ts";

const fileKinds: readonly string[] = fileForms.map(({ kind }) => kind);
const hygieneKinds: readonly string[] = columnForms.map(({ kind }) => kind);
const tableOnly: readonly CheckForm[] = tableForms.filter(
  ({ kind }) => !fileKinds.includes(kind) && (kind === "unique" || !hygieneKinds.includes(kind)),
);

const begin = "<!-- checks: written by npm run schemas -->";
const end = "<!-- /checks -->";

/** The page with the tables of checks as the code has them. */
export function withCheckTables(page: string): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`The page lacks ${begin} or ${end}.`);
  return `${before}${begin}\n\n${tables()}\n\n${end}${after}`;
}

const tables = (): string =>
  [
    section("Of one column, below its name in `columns`", columnForms),
    section("Of the data set, beside `columns`", datasetForms),
    section("Of the whole table, below `checks`", tableOnly),
    section("Of the files, below `checks`; these run unless they are set to true", fileForms),
  ].join("\n\n");

const section = (title: string, forms: readonly CheckForm[]): string =>
  [`### ${title}`, "", "| check | what it means | options | tolerates |", "|---|---|---|---|", ...forms.map(row)].join(
    "\n",
  );

function row(form: CheckForm): string {
  const options = Object.entries(form.options.shape).map(([name, schema]) => option(form, name, schema));
  return `| \`${form.kind}\` | ${cell(form.summary)} | ${options.join("<br>")} | ${form.byRow ? "a part of the rows" : "–"} |`;
}

function option(form: CheckForm, name: string, schema: z.ZodType): string {
  const label = form.short === name ? `**${name}**` : name;
  const inner = unwrapped(schema);
  const text = schema.description ?? inner.description ?? choices(inner);
  return text === "" ? label : `${label}: ${cell(text)}`;
}

const unwrapped = (schema: z.core.$ZodType): z.ZodType => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.unwrap());
  if (schema instanceof z.ZodType) return schema;
  throw new Error("An option has a schema of zod's core.");
};

const choices = (schema: z.ZodType): string => (schema instanceof z.ZodEnum ? schema.options.join(", ") : "");

const cell = (text: string): string => text.replaceAll("|", "\\|");
