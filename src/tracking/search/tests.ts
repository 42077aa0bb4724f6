import { invalidParameter } from "../../protocol/errors.ts";
import type { NumberTest, PresenceTest, TextTest } from "../../store/runQueryAst.ts";
import type { Clause } from "./clauses.ts";
import { invalidComparator } from "./identifier.ts";

const numberComparators = ["=", "!=", "<", "<=", ">", ">="] as const;
const textComparators = ["=", "!=", "LIKE", "ILIKE"] as const;
const listComparators = ["IN", "NOT IN"] as const;
const presenceComparators = ["IS NULL", "IS NOT NULL"] as const;

/** A comparison with a number, which stands without quotes. `what` names the key in the error message. */
export function numberTest({ operator, value }: Clause, what: string): NumberTest {
  const comparator = numberComparators.find((each) => each === operator);
  if (value.kind === "nothing") throw noPresenceTest(what);
  if (value.kind !== "number") throw invalidParameter(`Expected numeric value type for ${what}. Found ${value.text}`);
  if (comparator === undefined) throw invalidComparator(operator, numberComparators);
  return { comparator, value: value.value };
}

/** A comparison with quoted text, or with a list of texts where the key may be listed. */
export function textTest({ operator, value }: Clause, what: string, listable: boolean): TextTest {
  const valid = listable ? [...textComparators, ...listComparators] : textComparators;
  if (value.kind === "nothing") throw noPresenceTest(what);
  if (value.kind === "list") {
    const comparator = listComparators.find((each) => each === operator);
    if (comparator === undefined) throw invalidComparator(operator, valid);
    if (!listable) {
      throw invalidParameter(`A comparison with a list of quoted string values is not supported for ${what}.`);
    }
    return { comparator, values: value.values };
  }
  if (value.kind === "number") {
    throw invalidParameter(`Expected a quoted string value for ${what} (e.g. 'my-value'). Got value ${value.text}`);
  }
  if (value.kind === "word") {
    throw invalidParameter(
      `Parameter value is either not quoted or unidentified quote types used for string value ${value.text}. ` +
        "Use either single or double quotes.",
    );
  }
  const comparator = textComparators.find((each) => each === operator);
  if (comparator === undefined) throw invalidComparator(operator, valid);
  return { comparator, value: value.value };
}

/** What parameters and tags know: comparison with text, and whether they are there at all. */
export function textOrPresenceTest(clause: Clause, what: string): TextTest | PresenceTest {
  if (clause.value.kind !== "nothing") return textTest(clause, what, false);
  const comparator = presenceComparators.find((each) => each === clause.operator);
  if (comparator === undefined) throw invalidComparator(clause.operator, presenceComparators);
  return { comparator };
}

const noPresenceTest = (what: string) =>
  invalidParameter(`IS NULL / IS NOT NULL is only supported for tags and params, not for ${what}`);
