import type { DelimitedStructure } from "../delimited/structure.ts";
import { delimitedCall } from "../sources/delimitedCall.ts";
import { Unable } from "./unable.ts";

/**
 * What stands after FROM for delimited files whose structure is known: also those that DuckDB would refuse or misread without.
 * @throws Unable when a file can't be read at all
 */
export function delimitedRows(structures: readonly DelimitedStructure[]): string {
  const broken = structures.find(({ readable, columns }) => !readable || columns.length === 0);
  if (broken !== undefined) throw new Unable(whyUnreadable(broken));
  const groups: DelimitedStructure[][] = [];
  for (const structure of structures) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    if (last !== undefined && first !== undefined && layoutKey(first) === layoutKey(structure)) last.push(structure);
    else groups.push([structure]);
  }
  const calls = groups.flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : delimitedCall(
          group.map(({ file }) => file),
          first.dialect,
          layoutOf(group, first),
        );
  });
  const [only] = calls;
  if (only !== undefined && calls.length === 1) return only;
  return `(${calls.map((call) => `SELECT * FROM ${call}`).join(" UNION ALL BY NAME ")})`;
}

const layoutKey = ({ columns, leadingBlankLines, newline }: DelimitedStructure): string =>
  JSON.stringify([columns, leadingBlankLines, newline]);

/** What holds for several files of one layout. */
const layoutOf = (
  group: readonly DelimitedStructure[],
  { columns, leadingBlankLines, newline }: DelimitedStructure,
) => {
  const full = group.filter(({ records }) => records > 0);
  return {
    columns,
    leadingBlankLines,
    newline,
    shortest: Math.min(columns.length, ...full.map(({ shortest }) => shortest)),
    longest: Math.max(0, ...full.map(({ longest }) => longest)),
    multiline: group.some(({ multiline }) => multiline),
    mixedNewlines: group.some(({ mixedNewlines }) => mixedNewlines),
  };
};

function whyUnreadable({ file, findings, columns }: DelimitedStructure): string {
  if (columns.length === 0 && findings.length === 0) return `${file} is empty.`;
  const reason = findings.find(({ check }) => check !== "blank_rows" && check !== "ragged_rows");
  const line = reason?.range === undefined ? "" : `:${reason.range.start.line + 1}`;
  return `${file}${line} can't be read: ${reason?.message ?? "it has no columns."}`;
}
