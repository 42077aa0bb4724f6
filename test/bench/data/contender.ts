import type { Measured } from "./measured.ts";

/** Something that is measured once in each round. */
export interface Contender {
  readonly measured: Measured;
  round(): Promise<void>;
}

/** Rounds of all, in turns: each goes first in its round, so that a slow minute slows all. */
export async function takeTurns(contenders: readonly Contender[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < contenders.length; place++)
      await contenders[(place + round) % contenders.length]?.round();
  }
}
