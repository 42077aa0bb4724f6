import { TidemarkError } from "../../protocol/errors.ts";

/** What the server says about the request itself: sending it again would not help, but the rest can go on. */
const final = new Set([
  "invalidParameter",
  "alreadyExists",
  "notFound",
  "conflict",
  "permissionDenied",
  "notImplemented",
]);

/** Whether only this item failed, not the server or the way to it. */
export const isRefused = (error: unknown): error is TidemarkError =>
  error instanceof TidemarkError && final.has(error.code);

/** Why the server refused; null when it did not. What is no refusal is thrown, and what `passOn` says. */
export async function refusal(
  send: () => Promise<unknown>,
  passOn: (error: unknown) => boolean = () => false,
): Promise<string | null> {
  try {
    await send();
    return null;
  } catch (error) {
    if (isRefused(error) && !passOn(error)) return error.message;
    throw error;
  }
}
