import { z } from "zod";

/** Protobuf's times in JSON: a timestamp as RFC 3339, a duration in seconds with an `s`; both as milliseconds here. */

const year = 365.2425 * 24 * 3600 * 1000;
/** From the year 1 to 9999, as protobuf has it. */
const isSpeakable = (time: number): boolean => time >= -1969 * year && time < 8029 * year;

export const timestamp = z
  .string()
  .transform((text) => Date.parse(text))
  .refine(isSpeakable);

export const duration = z
  .string()
  .regex(/^-?\d{1,12}(?:\.\d{1,9})?s$/)
  .transform((text) => Math.round(Number(text.slice(0, -1)) * 1000));

/** Without a fraction where there is none. */
export const timestampText = (milliseconds: number): string =>
  (isSpeakable(milliseconds) ? new Date(milliseconds) : new Date(0)).toISOString().replace(".000Z", "Z");

/** Three digits, or none. */
export const durationText = (milliseconds: number): string =>
  `${milliseconds % 1000 === 0 ? milliseconds / 1000 : (milliseconds / 1000).toFixed(3)}s`;
