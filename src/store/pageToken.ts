import { invalidParameter } from "../protocol/errors.ts";

/** Where the next page begins, for callers opaque. Infinities are kept, which JSON could not. */
export const toPageToken = (position: readonly number[]): string =>
  Buffer.from(position.join(" ")).toString("base64url");

/** @throws TidemarkError `invalidParameter` when the token is not one of ours with that many numbers */
export function fromPageToken(token: string, length: number): readonly number[] {
  const parts = Buffer.from(token, "base64url").toString("utf8").split(" ");
  const position = parts.map((part) => (part === "" ? Number.NaN : Number(part)));
  const [offset = -1] = position;
  if (position.length === length && !position.some(Number.isNaN) && Number.isSafeInteger(offset) && offset >= 0) {
    return position;
  }
  throw invalidParameter("Invalid page token", { token });
}
