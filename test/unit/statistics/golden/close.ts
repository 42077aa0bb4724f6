import { expect } from "vitest";

/** Expects equality to a relative error, or to an absolute one where that is given too. */
export function expectClose(actual: number | undefined, wanted: number, relative = 1e-9, absolute = 0): void {
  if (actual === wanted) return;
  const error = Math.abs((actual ?? Number.NaN) - wanted);
  const allowed = Math.max(relative * Math.abs(wanted), absolute);
  expect(error <= allowed, `${actual} is ${error} away from ${wanted}, allowed are ${allowed}`).toBe(true);
}
