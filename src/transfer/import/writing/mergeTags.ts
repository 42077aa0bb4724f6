import { createHash } from "node:crypto";

/** What has to be done here so that the source's changes are here, and the user's own stay. */
export interface TagChanges {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/**
 * Compares tags three ways: as the source had them when it was last imported (`before`, digests), as it has them now,
 * and as they are here. What was changed, added or removed here by anybody else is left alone.
 */
export function mergeTags(
  before: Readonly<Record<string, string>>,
  there: ReadonlyMap<string, string>,
  here: ReadonlyMap<string, string>,
): TagChanges {
  const set = new Map<string, string>();
  for (const [key, value] of there) {
    const own = here.get(key);
    const untouched = own === undefined ? before[key] === undefined : before[key] === digest(own);
    if (own !== value && untouched) set.set(key, value);
  }
  const remove = Object.entries(before).flatMap(([key, old]) => {
    const own = here.get(key);
    return !there.has(key) && own !== undefined && digest(own) === old ? [key] : [];
  });
  return { set, remove };
}

/** What is remembered of the source's tags. */
export const digests = (tags: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries([...tags].map(([key, value]) => [key, digest(value)]));

const digest = (value: string): string => createHash("sha256").update(value).digest("hex").slice(0, 16);
