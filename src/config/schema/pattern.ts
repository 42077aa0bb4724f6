import { RE2Set } from "re2js";

const lookaround = /\(\?(=|!|<=|<!)/;
const backreference = /\\[1-9]|\\k[<{']|\(\?P=/;

/** What is wrong with a regular expression for RE2, which DuckDB matches with; undefined when nothing is. */
export function checkPattern(pattern: string): string | undefined {
  try {
    // A set only parses what is added to it; compiling would cost several times as much.
    new RE2Set().add(pattern);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
    return `The regular expression isn't one of RE2, which DuckDB uses (${reason}).${advice(pattern)}`;
  }
}

function advice(pattern: string): string {
  if (lookaround.test(pattern)) return " RE2 has no lookahead or lookbehind.";
  if (backreference.test(pattern)) return " RE2 has no backreferences.";
  return "";
}
