import type { DriftColumn } from "../../protocol/driftEntities.ts";
import type { DriftPartColumn } from "../../protocol/driftPartEntities.ts";

/** What is told of a column in one part of the rows. */
export const partColumn = ({ name, verdict, aspects: [first] }: DriftColumn): DriftPartColumn => ({
  name,
  verdict,
  effect: first?.effect ?? null,
  minimumEffect: first?.minimumEffect ?? null,
  adjustedP: first?.adjustedP ?? null,
});

/** A user's condition, if there is one, and another. A comment at the end of the user's ends with its line. */
export const bothConditions = (one: string | undefined, other: string): string =>
  one === undefined || one.trim() === "" ? other : `(\n${one}\n) AND ${other}`;
