/** More values of a column are no groups of rows. */
export const mostSliceValues = 1000;

/** Which value of a column each row has, by its place in a list. */
export interface SliceColumn {
  readonly column: string;
  /** Each of some row, of slices at most 1,000, which is looked at before; a null is a value too. */
  readonly values: readonly (string | null)[];
  readonly codes: Uint16Array | Uint32Array;
}

/** Of the rows that are left, which may lack some of the values. */
export function sliceColumn(column: string, values: readonly (string | null)[], codes: Uint16Array): SliceColumn {
  const isThere = new Uint8Array(values.length);
  for (let row = 0; row < codes.length; row++) isThere[codes[row] ?? 0] = 1;
  if (!isThere.includes(0)) return { column, values, codes };
  const left = [...values.keys()].filter((place) => isThere[place] === 1);
  const places = values.map((_, place) => left.indexOf(place));
  return { column, values: left.map((place) => values[place] ?? null), codes: codes.map((code) => places[code] ?? 0) };
}

/** Gathers the values of a column that may have any number of them, row by row. */
export class GroupCoder {
  private readonly column: string;
  private readonly places = new Map<string | null, number>();
  private readonly codes: Uint32Array;

  constructor(column: string, rows: number) {
    this.column = column;
    this.codes = new Uint32Array(rows);
  }

  set(row: number, value: string | null): void {
    const place = this.places.get(value) ?? this.places.size;
    if (place === this.places.size) this.places.set(value, place);
    this.codes[row] = place;
  }

  done(rows: number): SliceColumn {
    return { column: this.column, values: [...this.places.keys()], codes: this.codes.subarray(0, rows) };
  }
}
