import { describe, expect, it } from "vitest";
import { type SimulatedSize, simulatedPair } from "../../../support/driftPairs.ts";
import { judgedPair } from "../../../support/judgedPair.ts";

/**
 * 1,000 pairs without drift have at most 5 % alarms: so few of fewer pairs would be exceeded once in 100,000 runs even if it
 * were just 5 %. `npm run bench -- driftCalibration` takes 1,000 of each size.
 */
const pairs = 150;
const mostAlarms = 21;
const sizes: readonly SimulatedSize[] = [
  { reference: 40, current: 40 },
  { reference: 300, current: 60 },
  { reference: 1000, current: 1000 },
];

describe("a comparison without drift", () => {
  it.each(sizes)("of $reference and $current rows raises hardly any false alarm among 20 columns", (size) => {
    let alarms = 0;
    for (let seed = 1; seed <= pairs; seed++) {
      if (judgedPair(simulatedPair(seed, size)).includes("drift")) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(mostAlarms);
  });

  it("says of many rows that there is none", () => {
    const verdicts = judgedPair(simulatedPair(5, { reference: 20_000, current: 20_000 }));
    expect(new Set(verdicts)).toEqual(new Set(["no drift"]));
  });
});

describe("a comparison with drift", () => {
  it("finds it in every column that changed, and in no other", () => {
    const pair = simulatedPair(7, { reference: 5000, current: 5000 }, { deviations: 0.5, share: 0.2 });
    const found = judgedPair(pair);
    expect(pair.filter((_, i) => found[i] === "drift").map(({ name }) => name)).toEqual(
      pair.filter(({ shifted }) => shifted).map(({ name }) => name),
    );
  });
});
