/** The values of some rows. */
export function pick<A extends Uint8Array | Uint32Array | Float64Array>(values: A, rows: Uint32Array): A;
export function pick(values: Uint8Array | Uint32Array | Float64Array, rows: Uint32Array) {
  // A loop of its own for each type: one for all would be several times slower.
  if (values instanceof Uint8Array) {
    const picked = new Uint8Array(rows.length);
    for (let k = 0; k < rows.length; k++) picked[k] = values[rows[k] ?? 0] ?? 0;
    return picked;
  }
  if (values instanceof Uint32Array) {
    const picked = new Uint32Array(rows.length);
    for (let k = 0; k < rows.length; k++) picked[k] = values[rows[k] ?? 0] ?? 0;
    return picked;
  }
  const picked = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) picked[k] = values[rows[k] ?? 0] ?? Number.NaN;
  return picked;
}

/** The values of some rows that have several each. */
export function pickWide<A extends Uint8Array | Float64Array>(values: A, width: number, rows: Uint32Array): A;
export function pickWide(values: Uint8Array | Float64Array, width: number, rows: Uint32Array) {
  const size = rows.length * width;
  const picked = values instanceof Uint8Array ? new Uint8Array(size) : new Float64Array(size);
  for (const [i, row] of rows.entries()) picked.set(values.subarray(row * width, (row + 1) * width), i * width);
  return picked;
}
