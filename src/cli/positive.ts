import { usageError } from "./exitCodes.ts";

/** The number above 0 that an option has. @throws what ends the command with the status of wrong usage */
export function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0 && Number.isFinite(number))) throw usageError(`"${text}" is no number above 0.`);
  return number;
}
