/** The kinds of failure that cross a boundary; each edge (HTTP, RPC, CLI, editor) words them its own way. */
export const errorCodes = [
  "invalidParameter",
  "alreadyExists",
  "notFound",
  "unauthenticated",
  "permissionDenied",
  "conflict",
  "notImplemented",
  "unavailable",
  /** Whoever asked does not want the answer any more; nothing went wrong. */
  "cancelled",
  "readOnly",
  "diskFull",
  "storeTooNew",
  "storeDamaged",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * The one error class of Tidemark: a literal code to decide on, a message for people, data for callers.
 * Nobody parses the message.
 */
export class TidemarkError extends Error {
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: { data?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "TidemarkError";
    this.code = code;
    this.data = options.data ?? {};
  }
}

/** A value that the caller sent is wrong: say which, what it was and what would be right. */
export const invalidParameter = (message: string, data: Record<string, unknown> = {}): TidemarkError =>
  new TidemarkError("invalidParameter", message, { data });

/** Nothing has that id or name. */
export const notFound = (message: string, data: Record<string, unknown> = {}): TidemarkError =>
  new TidemarkError("notFound", message, { data });

/** Something with that name or id is there already. */
export const alreadyExists = (message: string, data: Record<string, unknown> = {}): TidemarkError =>
  new TidemarkError("alreadyExists", message, { data });
