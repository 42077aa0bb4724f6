import type { ForeignItem } from "../foreign.ts";
import { goesOn } from "./goesOn.ts";

/** Goes on without what the server does not give, and says so; one that can't be reached ends the import. */
export async function* attemptReading(place: string, items: AsyncIterable<ForeignItem>): AsyncGenerator<ForeignItem> {
  try {
    yield* items;
  } catch (error) {
    if (!goesOn(error)) throw error;
    yield { kind: "skipped", place, reason: error.message };
  }
}
