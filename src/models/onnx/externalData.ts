import { realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, sep } from "node:path";
import type { ByteRange } from "./fileBytes.ts";

/** Where values outside the model's file are, or why they can't be read. */
export type ExternalPlace =
  | { readonly ok: true; readonly file: string; readonly range: ByteRange }
  | { readonly ok: false; readonly reason: string };

/**
 * Finds the values of a tensor that the model keeps in another file, which has to be in the model's own folder:
 * a model from elsewhere must not read what lies beside that.
 * @param expected how many bytes the tensor needs; null when its type does not say
 */
export function externalPlace(
  modelFile: string,
  entries: ReadonlyMap<string, string>,
  expected: number | null,
): ExternalPlace {
  const location = entries.get("location") ?? "";
  const refused = (reason: string): ExternalPlace => ({ ok: false, reason });
  if (location === "") return refused("no file is named for its values");
  if (location.includes("\0")) return refused("the name of the file with its values has a zero in it");
  const folder = realpathSync(dirname(modelFile));
  const outside = `${location}, which holds its values, is not in the model's folder`;
  // A drive's letter makes an absolute path on Windows; a name that has one is refused everywhere.
  if (isAbsolute(location) || /^[a-z]:/i.test(location) || location.split(/[\\/]/).includes(".."))
    return refused(outside);
  let file: string;
  try {
    file = realpathSync(join(folder, location));
  } catch {
    return refused(`${location}, which holds its values, is missing`);
  }
  if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return refused(outside);
  const stat = statSync(file);
  if (!stat.isFile()) return refused(`${location}, which holds its values, is no file`);
  const start = wholeNumber(entries.get("offset") ?? "0");
  const length = entries.has("length")
    ? wholeNumber(entries.get("length") ?? "")
    : (expected ?? stat.size - (start ?? 0));
  if (start === null || length === null) return refused(`its offset or length in ${location} is no whole number`);
  if (start + length > stat.size) {
    return refused(`${location} has ${stat.size} bytes, and its values would end at byte ${start + length}`);
  }
  return { ok: true, file, range: { start, end: start + length } };
}

function wholeNumber(text: string): number | null {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : null;
}
