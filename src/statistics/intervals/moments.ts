import { at } from "../special/at.ts";

/** 0 for no numbers. */
export function meanOf(numbers: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += at(numbers, i);
  return numbers.length === 0 ? 0 : sum / numbers.length;
}

/** The unbiased variance; NaN for fewer than two numbers. */
export function varianceOf(numbers: Float64Array): number {
  const mean = meanOf(numbers);
  let squares = 0;
  for (let i = 0; i < numbers.length; i++) squares += (at(numbers, i) - mean) ** 2;
  return numbers.length < 2 ? Number.NaN : squares / (numbers.length - 1);
}
