import { z } from "zod";

/**
 * The field types of MLflow's requests, as its protocol buffers read JSON:
 * integers and floats may arrive as text, enums by name or number, unknown fields are ignored.
 */

/** Text that may be left out. */
export const text = z.string().optional();

/** Text that must be there and not empty. */
export const requiredText = z.string().min(1);

const integerText = /^-?\d+(?:\.0+)?$/;

/** A 64-bit integer; 5.5 is refused, and so is what a JSON number cannot hold exactly. */
export const int64 = z.union([z.number(), z.string().regex(integerText)]).transform((value, context) => {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  context.addIssue({ code: "custom", message: "not an integer" });
  return z.NEVER;
});

const decimalText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

const namedNumbers = ["NaN", "Infinity", "-Infinity"];

/**
 * A metric's value: NaN and the infinities arrive by name, or as numbers too large for JSON. The largest double is what
 * an infinity is answered as, and clients that log a model send back what they were answered.
 */
export const double = z
  .custom<number | string>(
    (value) =>
      typeof value === "number" ||
      (typeof value === "string" && (namedNumbers.includes(value) || decimalText.test(value))),
  )
  .transform((value) => {
    const number = Number(value);
    return Math.abs(number) === Number.MAX_VALUE ? number * 2 : number;
  });

/** An enum by its name or its number in MLflow's protocol. */
export function named<const Names extends Readonly<Record<string, number>>>(names: Names) {
  const keys = Object.keys(names) as (keyof Names & string)[];
  return z.union([z.string(), z.number()]).transform((value, context): keyof Names & string => {
    const found = keys.find((key) => key === value || names[key] === value || String(names[key]) === value);
    if (found !== undefined) return found;
    context.addIssue({ code: "custom", message: `not one of ${keys.join(", ")}` });
    return z.NEVER;
  });
}

/** A list in a query string: one value may stand alone. */
export const queryList = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), item.transform((value) => [value])]).default([]);

/** A key with a value that may be left out, which MLflow reads as empty. */
export const keyValue = z.object({ key: requiredText, value: z.string().default("") });

/** Runs are named by `run_id`, and by `run_uuid` in requests of old clients. */
export const runId = { run_id: text, run_uuid: text };

/** Which of two lifecycle states a search shows. */
export const viewType = named({ ACTIVE_ONLY: 1, DELETED_ONLY: 2, ALL: 3 }).default("ACTIVE_ONLY");
