/**
 * The point in [low, high] at which a monotonic condition turns from false to true, to the last bits of a double.
 * @returns high where the condition is false everywhere.
 */
export function firstTrue(low: number, high: number, condition: (x: number) => boolean): number {
  let [below, above] = [low, high];
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return above;
    if (condition(middle)) above = middle;
    else below = middle;
  }
}
