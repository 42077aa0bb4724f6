import type * as z from "zod";
import type { Severity } from "../problems.ts";
import { strictObject } from "../schema/strict.ts";
import { Flag, Severity as SeverityWord, Text, Tolerance } from "../schema/words.ts";
import type { ColumnType } from "./columnType.ts";

export type OptionShape = Readonly<Record<string, z.ZodType>>;

/** What every check has, whatever it looks at. */
export interface Declaration {
  /** Stays the same while the file's other parts change: `customers/columns/age/max`. */
  readonly id: string;
  readonly dataset: string;
  /** The column it belongs to; undefined for a check of the whole table. */
  readonly column: string | undefined;
  readonly severity: Severity;
  /** The part of the rows it looks at that may fail, 0 to below 1. */
  readonly tolerate: number;
  /** What to say instead of Tidemark's own words. */
  readonly message: string | undefined;
  /** True for a check that no line of the file asks for by name, such as that a declared column is there. */
  readonly implied: boolean;
}

export type Declared<Kind extends string, Options> = Declaration & { readonly kind: Kind; readonly options: Options };

/** Which parts of a data set's declaration a check can't do without. */
export type Need = "label" | "split" | "time";

interface FormSettings<Shape extends OptionShape> {
  /** What exactly is checked: shown on hover, and in docs/data-contracts.md. */
  readonly summary: string;
  readonly options: Shape;
  /** The option that a plain value stands for. */
  readonly short?: keyof Shape & string;
  /** Whether the short option is itself a map. */
  readonly shortIsMap?: boolean;
  /** The plain value that switches it off. */
  readonly off?: boolean;
  /** Whether rows pass or fail one by one, so that a part of them can be tolerated. */
  readonly byRow?: boolean;
  /** The declared types of a column that it makes sense for; all when left out. */
  readonly types?: readonly ColumnType[];
  readonly needs?: readonly Need[];
  /** What tells two checks of this kind in one data set apart, when they have no name. */
  readonly subject?: (options: z.output<z.ZodObject<Shape, z.core.$strict>>) => string;
  /** What is wrong between options; undefined when nothing is. */
  readonly fault?: (options: z.output<z.ZodObject<Shape, z.core.$strict>>) => string | undefined;
}

/** A kind of check: its options and what it means. */
export interface CheckForm<Kind extends string = string, Shape extends OptionShape = OptionShape> {
  readonly kind: Kind;
  readonly summary: string;
  readonly options: z.ZodObject<Shape, z.core.$strict>;
  readonly short: string | undefined;
  readonly shortIsMap: boolean;
  readonly off: boolean | undefined;
  readonly byRow: boolean;
  readonly types: readonly ColumnType[] | undefined;
  readonly needs: readonly Need[];
  subject(options: z.output<z.ZodObject<Shape, z.core.$strict>>): string;
  fault(options: z.output<z.ZodObject<Shape, z.core.$strict>>): string | undefined;
}

export function checkForm<const Kind extends string, Shape extends OptionShape>(
  kind: Kind,
  settings: FormSettings<Shape>,
): CheckForm<Kind, Shape> {
  return {
    kind,
    summary: settings.summary,
    options: strictObject(settings.options),
    short: settings.short,
    shortIsMap: settings.shortIsMap ?? false,
    off: settings.off,
    byRow: settings.byRow ?? false,
    types: settings.types,
    needs: settings.needs ?? [],
    subject: settings.subject ?? (() => ""),
    fault: settings.fault ?? (() => undefined),
  };
}

/** The check that a form's declaration comes to. */
export type CheckOf<Form> =
  Form extends CheckForm<infer Kind, infer Shape>
    ? Declared<Kind, z.output<z.ZodObject<Shape, z.core.$strict>>>
    : never;

/** Words that any check may have. */
export const commonOptions = {
  severity: SeverityWord.describe(
    "How a failure is shown: error (as when left out), warning or information.",
  ).optional(),
  message: Text.describe("What to say when it fails, instead of Tidemark's own words.").optional(),
};
export const tolerateOption = {
  tolerate: Tolerance.describe("The part of the rows that may fail: 0.01 or 1%. None when left out.").optional(),
};

/** An option that says whether something is required or allowed; `value` when left out. */
export const flag = (value: boolean) => Flag.default(value);
