import * as z from "zod";
import type { ForeignRow } from "../../../store/foreignDatabase.ts";
import type { Skipped } from "../foreign.ts";

/** The rows that are as expected; of the others one is told, with how many there are. */
export function checkedRows<S extends z.ZodType>(
  rows: readonly ForeignRow[],
  schema: S,
  place: string,
): { readonly rows: readonly z.infer<S>[]; readonly skipped: readonly Skipped[] } {
  const good: z.infer<S>[] = [];
  let bad = 0;
  let problem = "";
  for (const row of rows) {
    const checked = schema.safeParse(row);
    if (checked.success) good.push(checked.data);
    else {
      bad += 1;
      problem ||= z.prettifyError(checked.error).replaceAll("\n", " ");
    }
  }
  if (bad === 0) return { rows: good, skipped: [] };
  const reason = `${bad === 1 ? "a row is" : `${bad} rows are`} not as expected: ${problem}`;
  return { rows: good, skipped: [{ kind: "skipped", place, reason }] };
}
