import { join } from "node:path";

/** The repository. */
export const root = join(import.meta.dirname, "..");

/** A path in the repository. */
export const inRoot = (...parts: readonly string[]): string => join(root, ...parts);
