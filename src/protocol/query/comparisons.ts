import { type NumberOperand, type Query, QueryFault } from "./ast.ts";
import type { Part } from "./part.ts";

type TextTest = Extract<Query, { kind: "text" }>["test"];

/** Whether it may be compared with a number. */
export const isNumber = (part: Part): boolean =>
  part.kind === "number" || (part.kind === "named" && part.named.of !== "text" && part.named.of !== "dataset");

/** Whether it may be compared with a text. */
export const isText = (part: Part): boolean =>
  part.kind === "named" && ["param", "tag", "text", "dataset"].includes(part.named.of);

/** @throws QueryFault for what is no number */
export function numberOf(part: Part): NumberOperand {
  if (part.kind === "number") return part.operand;
  if (part.kind === "named" && part.named.of !== "text" && part.named.of !== "dataset") return part.named;
  if (part.kind === "text") throw new QueryFault("A number stands without quotes.", part);
  if (part.kind === "named") throw new QueryFault(`${part.text} is a text, and a number is needed here.`, part);
  throw new QueryFault("A number is needed here, not a comparison.", part);
}

/** @throws QueryFault for what is no text */
export function textTest(part: Part, test: TextTest): Query {
  if (part.kind === "named") {
    const { named } = part;
    if (named.of === "param" || named.of === "tag" || named.of === "text" || named.of === "dataset") {
      return { kind: "text", subject: named, test };
    }
  }
  throw new QueryFault("This is a number, and is compared with numbers, which stand without quotes.", part);
}

const date = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?$/;

/**
 * A date in quotes that a time is compared with, in this machine's time zone; any other part as it is.
 * @throws QueryFault for a text that is no date
 */
export function timeOf(subject: Part, part: Part): Part {
  if (part.kind !== "text" || subject.kind !== "named" || subject.named.of !== "time") return part;
  const [, year, month, day, hour = "0", minute = "0", second = "0"] = date.exec(part.value) ?? [];
  const time = new Date(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  // The 31st of February would be a day in March.
  if (Number.isNaN(time.getTime()) || time.getMonth() !== Number(month) - 1 || time.getDate() !== Number(day)) {
    throw new QueryFault("A time is a date in quotes, such as '2026-01-31' or '2026-01-31 14:30'.", part);
  }
  return { kind: "number", operand: { of: "number", value: time.getTime() }, from: part.from, to: part.to };
}
