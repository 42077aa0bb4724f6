/** The identity of something declared: `customers/columns/age/max`. A slash within a name is written as in JSON Pointer. */
export const idOf = (...parts: readonly string[]): string =>
  parts.map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
