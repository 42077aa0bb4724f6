import * as z from "zod";
import { severities } from "../problems.ts";
import { checkPattern } from "./pattern.ts";

// The words that values of a configuration are made of. An error text completes "must be …"; that of a refinement is a
// sentence of its own.

export const Text = z.string({ error: "a text" }).min(1, { error: "a text that isn't empty" });
export const ColumnName = z.string({ error: "a column's name (a text)" }).min(1, { error: "a column's name (a text)" });

/** One column or several, each once. */
export const ColumnNames = z
  .array(ColumnName, { error: "a list of columns such as [a, b]" })
  .min(1, { error: "a list of at least one column" })
  .refine((names) => new Set(names).size === names.length, { error: "A column stands in the list twice." });

export const Flag = z.boolean({ error: "true or false" });
export const Severity = z.enum(severities).meta({ id: "severity" });

const count = "a whole number, 0 or more";
export const Count = z.int({ error: count }).min(0, { error: count });

export const FiniteNumber = z.number({ error: "a number" });

const share = "a number from 0 to 1, or per cent such as 5%";
const Percent = z
  .string({ error: share })
  .regex(/^(\d{1,2}(\.\d+)?|100)%$/, { error: share })
  .transform((text) => Number(text.slice(0, -1)) / 100);

/** A part of a whole, 0 to 1; in the file also per cent. */
export const Share = z
  .union([z.number({ error: share }).min(0, { error: share }).max(1, { error: share }), Percent], { error: share })
  .meta({ id: "share" });

const tolerance = "a number from 0 to below 1, or per cent such as 1%";

/** The tolerated part of the rows: below 1, since 1 would pass everything and mostly is meant as one per cent. */
export const Tolerance = z
  .union(
    [
      z.number({ error: tolerance }).min(0, { error: tolerance }).lt(1, { error: tolerance }),
      Percent.refine((value) => value < 1, { error: tolerance }),
    ],
    { error: tolerance },
  )
  .meta({ id: "tolerance" });

export type Limit = { readonly count: number } | { readonly share: number };

const limit = "a whole number, 0 or more, or per cent such as 5%";

/** A number of rows or columns, or a part of them all in per cent. */
export const Limit = z
  .union(
    [
      z
        .int({ error: limit })
        .min(0, { error: limit })
        .transform((value): Limit => ({ count: value })),
      Percent.transform((value): Limit => ({ share: value })),
    ],
    { error: limit },
  )
  .meta({ id: "limit" });

const units = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;
type Unit = keyof typeof units;
const isUnit = (unit: string | undefined): unit is Unit => unit !== undefined && unit in units;

/** A span of time such as `2d` or `1h30m`, in milliseconds. */
export const Duration = z
  .string({ error: "a duration such as 2d, 36h or 1h30m" })
  .regex(/^(?=\d)(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/, { error: "a duration such as 2d, 36h or 1h30m" })
  .transform((text) =>
    [...text.matchAll(/(\d+)([wdhms])/g)].reduce(
      (sum, [, digits, unit]) => sum + (isUnit(unit) ? Number(digits) * units[unit] : 0),
      0,
    ),
  )
  .meta({ id: "duration" });

const momentPattern = /^(\d{4})-(\d{2})-(\d{2})([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A date or a date with time that exists in the calendar. */
export function isMoment(text: string): boolean {
  const [, year, month, day] = momentPattern.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // A day past the month's end would have moved on into the next month.
  return date.getUTCDate() === Number(day) && !Number.isNaN(Date.parse(text.replace(" ", "T")));
}

const bound = "a number, or a date such as 2026-01-31 or 2026-01-31T12:00:00Z";

/** A bound for numbers, or for dates as ISO text. */
export const Bound = z
  .union([z.number({ error: bound }), z.string({ error: bound }).refine(isMoment, { error: bound })], { error: bound })
  .meta({ id: "bound" });

/** A regular expression as DuckDB reads it. */
export const Pattern = z
  .string({ error: "a regular expression (a text)" })
  .min(1, { error: "a regular expression that isn't empty" })
  .max(2000, { error: "a regular expression of at most 2000 characters" })
  .superRefine((pattern, context) => {
    const fault = context.issues.length > 0 ? undefined : checkPattern(pattern);
    if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
  });

/** A value of a set. */
export const Member = z.union([z.string(), z.number(), z.boolean()], {
  error: 'a text, number or true/false (whether nulls are allowed says "nulls")',
});
export type Member = z.output<typeof Member>;

export const Members = z
  .array(Member, { error: "a list such as [a, b]" })
  .min(1, { error: "a list of at least one value" })
  .refine((members) => new Set(members).size === members.length, { error: "A value stands in the list twice." });

/** One value or several, as a list. */
export const OneOrMoreMembers = z
  .union([Member.transform((value): Member[] => [value]), Members], { error: "a value or a list of values" })
  .meta({ id: "members" });
