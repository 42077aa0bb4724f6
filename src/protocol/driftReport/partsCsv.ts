import { csvCell } from "../csvCell.ts";
import type { DriftBySlice, DriftOverTime } from "../driftPartEntities.ts";

const head = ["rows_before", "rows_now", "column", "verdict", "effect", "minimum_effect", "adjusted_p"];

/** One line for each column in each part, numbers in full precision. */
export function driftPartsCsv(found: DriftOverTime | DriftBySlice): string {
  const [names, parts] =
    "windows" in found
      ? [
          ["from", "before"],
          found.windows.map(({ from, before, ...part }) => ({ ...part, key: [from, before], sizes: ["", part.rows] })),
        ]
      : [
          ["slice"],
          found.slices.map(({ value, ...part }) => ({
            ...part,
            key: [value ?? ""],
            sizes: [part.rows.reference, part.rows.current],
          })),
        ];
  const lines = parts.flatMap(({ key, sizes, columns }) =>
    columns.map(({ name, verdict, effect, minimumEffect, adjustedP }) =>
      [...key, ...sizes, name, verdict, effect, minimumEffect, adjustedP].map((value) => String(value ?? "")),
    ),
  );
  return [[...names, ...head], ...lines].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}
