import type { DataVersionRow } from "../../store/dataVersionTable.ts";

/** So much disk may copies of data sets take, unless the two newest of each need more. */
const mostKept = 2 ** 30;
/** Versions of more bytes are copied by nobody, and profiled only when somebody asks. */
export const mostBytesKept = 64 * 2 ** 20;
/** Of each data set: what it holds and what that is compared with. */
const always = 2;

/**
 * The copies of versions that are too many, the ones seen longest ago.
 * @param kept all versions with a copy, the one seen last first
 */
export function copiesTooMany(
  kept: readonly Pick<DataVersionRow, "id" | "data_set" | "hash" | "kept_bytes">[],
  most = mostKept,
): { readonly forgotten: readonly number[]; readonly folders: readonly string[] } {
  const counts = new Map<number, number>();
  const stays = new Set<string>();
  let bytes = 0;
  const forgotten = kept.filter(({ data_set, hash, kept_bytes }) => {
    const count = (counts.get(data_set) ?? 0) + 1;
    counts.set(data_set, count);
    const more = stays.has(hash) ? 0 : (kept_bytes ?? 0);
    if (count > always && bytes + more > most) return true;
    bytes += more;
    stays.add(hash);
    return false;
  });
  const folders = new Set(forgotten.map(({ hash }) => hash));
  return { forgotten: forgotten.map(({ id }) => id), folders: [...folders].filter((hash) => !stays.has(hash)) };
}
