import { numberOfText } from "../numberOfText.ts";

/** Seconds up to the year 5138, milliseconds from 1973 on. */
const millisecondsFrom = 1e11;

/** A time in milliseconds since 1970 UTC: from seconds or milliseconds since then, or a date such as `2026-01-31T12:00:00Z`. */
export function timeOfText(text: string): number | undefined {
  const number = numberOfText(text);
  const time = number === undefined ? dateOf(text) : number < millisecondsFrom ? number * 1000 : number;
  const rounded = Math.round(time);
  return Number.isSafeInteger(rounded) ? rounded : undefined;
}

const dateOf = (text: string): number => (/^\d{4}-\d\d-\d\d/.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN);
