import { setTimeout } from "node:timers/promises";

/** Asks again and again until there is an answer (neither undefined nor false); after `milliseconds` it says what it waited for. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  milliseconds = 20_000,
): Promise<T> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await setTimeout(25)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
  }
  throw new Error(`Not within ${milliseconds} ms: ${what}.`);
}
