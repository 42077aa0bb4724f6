import * as z from "zod";
import { strictObject } from "./strict.ts";
import { ColumnName, Flag, type Member, OneOrMoreMembers, Text } from "./words.ts";

export const formats = ["csv", "tsv", "jsonl", "json", "parquet", "arrow", "sqlite", "postgresql"] as const;
export type Format = (typeof formats)[number];
const delimited: readonly Format[] = ["csv", "tsv"];
const databases: readonly Format[] = ["sqlite", "postgresql"];

const Paths = z.union([Text.transform((path) => [path]), z.array(Text).min(1)], { error: "a path or a list of paths" });

const oneCharacter = "one character";
const SourceObject = strictObject({
  path: Paths.describe("A path from this file's folder, a glob, a folder, an address, or a list of these."),
  format: z.enum(formats).describe("What the files are; by their names when left out.").optional(),
  delimiter: z
    .string({ error: oneCharacter })
    .length(1, { error: oneCharacter })
    .describe("What stands between values; by the format when left out: a comma for csv, a tab for tsv.")
    .optional(),
  quote: z
    .string({ error: oneCharacter })
    .length(1, { error: oneCharacter })
    .describe('What encloses values that hold a delimiter; " when left out.')
    .optional(),
  encoding: z.enum(["utf-8", "utf-16", "latin-1"]).describe("utf-8 when left out.").optional(),
  header: Flag.describe("Whether the first row names the columns; true when left out.").optional(),
  nulls: z
    .array(z.string({ error: "a text" }), { error: 'a list of texts such as ["", NA]' })
    .describe('Texts that stand for null; [""] when left out.')
    .optional(),
  table: Text.describe("The table of a database.").optional(),
  partitioned: z
    .enum(["hive"])
    .describe("How folders name columns: hive reads year=2026/month=01 as columns year and month.")
    .optional(),
}).superRefine((source, context) => {
  const fault = context.issues.length > 0 ? undefined : sourceFault(source);
  if (fault !== undefined) context.addIssue({ code: "custom", path: [fault.key], message: fault.message });
});

/** Where the rows are and how to read them. Options that are undefined follow from the files. */
export type Source = { readonly paths: readonly string[] } & Omit<z.output<typeof SourceObject>, "path">;

export const Source = z.union(
  [
    Paths.transform((paths): Source => ({ paths })),
    SourceObject.transform(({ path, ...options }): Source => ({ paths: path, ...options })),
  ],
  { error: "a path, a list of paths, or a map with a path" },
);

/** A source of files that come and go. */
export const LocalSource = Source.refine(({ paths }) => !paths.some((path) => path.includes("://")), {
  error: "An address can't be watched: name a folder or a glob.",
});

function sourceFault(source: z.output<typeof SourceObject>): { key: string; message: string } | undefined {
  const { format } = source;
  if (format !== undefined && !delimited.includes(format)) {
    const key = (["delimiter", "quote", "header"] as const).find((name) => source[name] !== undefined);
    if (key !== undefined) return { key, message: `"${key}" is for csv and tsv, not ${format}.` };
  }
  if (format !== undefined && !databases.includes(format) && source.table !== undefined) {
    return { key: "table", message: `"table" is for sqlite and postgresql, not ${format}.` };
  }
  if (format !== undefined && databases.includes(format) && source.table === undefined) {
    return { key: "format", message: `"table" is missing: a ${format} source is one table.` };
  }
  return undefined;
}

/** Which rows are for training and which for the test. */
export type Split =
  | {
      readonly kind: "column";
      readonly column: string;
      readonly train: readonly Member[];
      readonly test: readonly Member[];
    }
  | { readonly kind: "sources"; readonly train: Source; readonly test: Source };

export const splitByColumn = strictObject({
  column: ColumnName.describe("The column that says which part a row belongs to."),
  train: OneOrMoreMembers.describe("Its values for training; train when left out.").default(["train"]),
  test: OneOrMoreMembers.describe("Its values for the test; test when left out.").default(["test"]),
});

export const splitBySources = strictObject({
  train: Source.describe("Where the rows for training are."),
  test: Source.describe("Where the rows for the test are."),
});

/** A version to compare with. */
export type Reference =
  | { readonly kind: "previous" }
  | { readonly kind: "git"; readonly revision: string }
  | { readonly kind: "version"; readonly hash: string };

const reference = "previous, a version's hash (or its first 6 digits or more, in quotes), or git:REVISION";
export const Reference = z
  .string({ error: reference })
  .regex(/^(previous|[0-9a-f]{6,64}|git:[^\s-]\S*)$/, { error: reference })
  .transform((text): Reference => {
    if (text === "previous") return { kind: "previous" };
    return text.startsWith("git:") ? { kind: "git", revision: text.slice(4) } : { kind: "version", hash: text };
  });
