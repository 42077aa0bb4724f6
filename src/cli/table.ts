import { plain } from "./terminal.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Longer cells are cut. */
  readonly width?: number;
}

/** A cell, and how it is emphasised once its width is known. */
export type Cell = string | { readonly text: string; readonly style: (text: string) => string };

/** Lays rows out in columns, two spaces apart, without trailing blanks. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map((cell, at) => cut(plain(textOf(cell)), columns[at]?.width)));
  const widths = columns.map(({ title }, at) =>
    Math.max(...[title, ...cells.map((row) => row[at] ?? "")].map(widthOf)),
  );
  const line = (texts: readonly string[], styles: readonly Cell[]): string =>
    texts
      .map((text, at) => {
        const cell = styles[at];
        const styled = cell === undefined || typeof cell === "string" ? text : cell.style(text);
        const blanks = " ".repeat(Math.max(0, (widths[at] ?? 0) - widthOf(text)));
        return columns[at]?.align === "right" ? blanks + styled : styled + blanks;
      })
      .join("  ")
      .trimEnd();
  const titles = columns.map(({ title }) => title);
  const head = titles.some((title) => title !== "") ? [line(titles, [])] : [];
  return [...head, ...cells.map((row, at) => line(row, rows[at] ?? []))].map((text) => `${text}\n`).join("");
}

const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell.text);

/** Columns of a terminal that a text takes up. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += /\p{M}|\u200d|\ufe0f/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

function cut(text: string, width: number | undefined): string {
  if (width === undefined || widthOf(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (widthOf(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
