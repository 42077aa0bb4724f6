/** A cell by its place in the view. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface Bounds {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are in sight at once. */
  readonly page: number;
}

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

/** Where a key leads from a cell; undefined for keys that lead nowhere. As in any spreadsheet. */
export function moved(
  from: CellPlace,
  key: string,
  isWide: boolean,
  { rows, columns, page }: Bounds,
): CellPlace | undefined {
  const to = (row: number, column: number): CellPlace => ({ row: within(row, rows), column: within(column, columns) });
  const { row, column } = from;
  switch (key) {
    case "ArrowUp":
      return to(isWide ? 0 : row - 1, column);
    case "ArrowDown":
      return to(isWide ? rows - 1 : row + 1, column);
    case "ArrowLeft":
      return to(row, isWide ? 0 : column - 1);
    case "ArrowRight":
      return to(row, isWide ? columns - 1 : column + 1);
    case "PageUp":
      return to(row - page, column);
    case "PageDown":
      return to(row + page, column);
    case "Home":
      return to(isWide ? 0 : row, 0);
    case "End":
      return to(isWide ? rows - 1 : row, columns - 1);
    default:
      return undefined;
  }
}

/** Cells between two corners, both included. */
export const rectangle = (a: CellPlace, b: CellPlace) => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.column, b.column),
  right: Math.max(a.column, b.column),
});

/** Values as a spreadsheet takes them from the clipboard; nulls are empty. */
export const asTsv = (rows: readonly (readonly (string | null)[])[]): string =>
  rows
    .map((cells) =>
      cells
        .map((cell) => (cell !== null && /[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : (cell ?? "")))
        .join("\t"),
    )
    .join("\n");
