import { formatNumber } from "../format.ts";
import { markdownLine, markdownText } from "./markdownText.ts";
import { type DriftParts, type Part, partColumns, partsRule } from "./parts.ts";

/** A comparison that was made part by part, for a pull request or a note. @param sides what is compared, for people */
export const driftPartsMarkdown = (parts: DriftParts, sides: readonly string[]): string =>
  ["# Drift part by part", "", ...sides.flatMap((side) => [markdownText(side), ""]), ...partsLines(parts)].join("\n");

/** A line for each part, for they are often many, and a column for each column: how much it changed. */
export function partsLines(found: DriftParts): readonly string[] {
  const { of, words, note, parts } = found;
  const names = partColumns(found);
  return [
    markdownText(words),
    "",
    ...(note === "" ? [] : [markdownText(note), ""]),
    markdownLine([of === "windows" ? "window from" : "slice", "rows", ...names.map(markdownText)]),
    markdownLine(["---", "---:", ...names.map(() => "---:")]),
    ...parts.map((part) =>
      markdownLine([markdownText(part.label), part.rows, ...names.map((name) => sizeIn(part, name))]),
    ),
    "",
    `The size of each column's change; **bold** with ! where it is drift, ? where the rows are too few to tell. ${markdownText(partsRule(found))}`,
    "",
  ];
}

function sizeIn({ columns }: Part, name: string): string {
  const column = columns.find((one) => one.name === name);
  if (column === undefined || column.effect === null) return "–";
  const size = formatNumber(column.effect, 2);
  return { drift: `**${size} !**`, "no drift": size, "too small to tell": `${size} ?` }[column.verdict];
}
