import { createHash } from "node:crypto";

/** A short digest by which a value is known again. */
export const fingerprint = (...texts: readonly string[]): string => {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:${text}`);
  return hash.digest("base64url").slice(0, 22);
};
