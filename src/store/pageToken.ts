import { invalidParameter } from "../protocol/errors.ts";

/** Where the next page begins, for callers opaque. */
export const toPageToken = (position: readonly (number | null)[]): string =>
  Buffer.from(JSON.stringify(position)).toString("base64url");

/** @throws TidemarkError `invalidParameter` when the token is not one of ours with that many numbers */
export function fromPageToken(token: string, length: number): readonly number[] {
  try {
    const position: unknown = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    if (Array.isArray(position) && position.length === length && position.every((part) => typeof part === "number")) {
      return position;
    }
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw invalidParameter("Invalid page token", { token });
}
