import { Limit, Share } from "../schema/words.ts";

/** A limit that nothing may reach unless the file says so. */
export const none = Limit.describe("How many may be: a number, or per cent of all. None when left out.").default({
  count: 0,
});

/** A limit of a coefficient between 0 and 1. */
export const coefficient = (value: number, description: string) => Share.describe(description).default(value);

export const columnsIn = ({ columns }: { readonly columns?: readonly string[] | undefined }): string =>
  (columns ?? []).join("+");

/** Eight hexadecimal digits that tell texts apart, white space aside (FNV-1a over code points, 32 bits). */
export function textHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text.trim().replaceAll(/\s+/g, " ")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
