/** Round values between two, about `count` of them. */
export function linearTicks(min: number, max: number, count: number): number[] {
  const span = max - min;
  if (!(span > 0)) return [min];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.ceil(min / step);
  const last = Math.floor(max / step);
  // Multiples, not sums: sums of 0.1 drift away from round numbers.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Powers of ten between two positive values, thinned out; the ends where there are too few. */
export function logTicks(min: number, max: number): number[] {
  const first = Math.ceil(Math.log10(min));
  const last = Math.floor(Math.log10(max));
  const stride = Math.max(1, Math.ceil((last - first + 1) / 6));
  const powers: number[] = [];
  for (let power = first; power <= last; power += stride) powers.push(10 ** power);
  return powers.length >= 2 ? powers : [min, max];
}
