import * as z from "zod";
import { suggestion } from "../text/nearest.ts";

/**
 * An object of these keys alone. The message about unknown keys has a line for each, in the order of the issue's
 * `keys`.
 */
export function strictObject<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? issue.keys.map((key) => unknownKey(key, known)).join("\n") : aMap(known),
  });
}

export const unknownKey = (key: string, known: readonly string[]): string =>
  `Unknown key "${key}".${suggestion(key, known)}`;

const aMap = (known: readonly string[]): string =>
  known.length === 0
    ? "a map without keys"
    : `a map with ${known.length === 1 ? "the key" : "keys such as"} ${known.slice(0, 4).join(", ")}`;
