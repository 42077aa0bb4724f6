const digitBits = 16;
const radix = 2 ** digitBits;
/** Below this many values the tables of the radix sort cost more than they save. */
const smallSize = 4096;

/** The indices of the values from the smallest to the largest, equal ones in their order. Values must not be NaN. O(n). */
export function sortedOrder(values: Float64Array): Uint32Array {
  const size = values.length;
  let order = new Uint32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  if (isAscending(values)) return order;
  if (size < smallSize) return order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  const digits = sortableDigits(values);
  let next = new Uint32Array(size);
  for (let place = 0; place < 64 / digitBits; place++) {
    const starts = startsOf(digits, place, size);
    if (starts === null) continue;
    for (let k = 0; k < size; k++) {
      const index = order[k] ?? 0;
      const digit = digits[4 * index + place] ?? 0;
      const position = starts[digit] ?? 0;
      starts[digit] = position + 1;
      next[position] = index;
    }
    [order, next] = [next, order];
  }
  return order;
}

/** Whether each value is at least the one before it: what is sorted once need not be sorted again. */
export function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (!((values[i - 1] ?? 0) <= (values[i] ?? 0))) return false;
  return true;
}

/** The doubles' bits in 16-bit digits, the lowest first, changed so that their order is the numbers'. */
function sortableDigits(values: Float64Array): Uint16Array {
  // Adding 0 turns −0 into 0, which is its equal.
  const positive = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) positive[i] = (values[i] ?? 0) + 0;
  const digits = new Uint16Array(positive.buffer);
  for (let i = 3; i < digits.length; i += 4) {
    const isNegative = (digits[i] ?? 0) >= radix / 2;
    if (isNegative) for (let j = i - 3; j <= i; j++) digits[j] = ~(digits[j] ?? 0);
    else digits[i] = (digits[i] ?? 0) ^ (radix / 2);
  }
  return digits;
}

/** Where the values with each digit begin; null when all have the same one. */
function startsOf(digits: Uint16Array, place: number, size: number): Uint32Array | null {
  const counts = new Uint32Array(radix);
  for (let i = place; i < digits.length; i += 4) counts[digits[i] ?? 0] = (counts[digits[i] ?? 0] ?? 0) + 1;
  if (counts[digits[place] ?? 0] === size) return null;
  let start = 0;
  for (let digit = 0; digit < radix; digit++) {
    const count = counts[digit] ?? 0;
    counts[digit] = start;
    start += count;
  }
  return counts;
}
