/** The number that 16 bits are in IEEE 754's binary16. */
export function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const view = new DataView(new ArrayBuffer(4));

/** The number that 16 bits are as the upper half of a float32. */
export function bfloat16(bits: number): number {
  view.setUint32(0, bits * 0x10000);
  return view.getFloat32(0);
}
