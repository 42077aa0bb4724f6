/**
 * How often a comparison of data raises a false alarm, and how often it finds a true one: 1,000 simulated pairs of 20 columns
 * of each size, beside the default rules of Evidently on some of the same pairs. docs/data-drift.md tells what came out.
 * @example npm run bench -- driftCalibration --pairs 1000 --peer-pairs 50
 */
import { parseArgs } from "node:util";
import { type Shift, type SimulatedColumn, type SimulatedSize, simulatedPair } from "../support/driftPairs.ts";
import { judgedPair } from "../support/judgedPair.ts";
import { type Evidently, startEvidently } from "./driftCalibration/evidently.ts";

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "1000" },
    /** Evidently takes more than a second for each; 0 leaves it out. */
    "peer-pairs": { type: "string", default: "50" },
  },
});
const pairs = Number(values.pairs);
const peerPairs = Math.min(pairs, Number(values["peer-pairs"]));

const sizes: readonly SimulatedSize[] = [
  { reference: 50, current: 50 },
  { reference: 200, current: 200 },
  { reference: 1000, current: 200 },
  { reference: 1000, current: 1000 },
  { reference: 5000, current: 500 },
];
const shifts: readonly Shift[] = [
  { deviations: 0.3, share: 0.1 },
  { deviations: 0.5, share: 0.2 },
];

interface Tally {
  pairs: number;
  alarms: number;
  found: number;
  shifted: number;
  falselyFound: number;
  unclear: number;
}
const empty = (): Tally => ({ pairs: 0, alarms: 0, found: 0, shifted: 0, falselyFound: 0, unclear: 0 });

function count(tally: Tally, pair: readonly SimulatedColumn[], drifted: readonly boolean[], unclear: number): void {
  const of = (is: (column: SimulatedColumn, i: number) => boolean): number => pair.filter(is).length;
  tally.pairs += 1;
  tally.alarms += drifted.includes(true) ? 1 : 0;
  tally.shifted += of(({ shifted }) => shifted);
  tally.found += of(({ shifted }, i) => shifted && drifted[i] === true);
  tally.falselyFound += of(({ shifted }, i) => !shifted && drifted[i] === true);
  tally.unclear += unclear;
}

async function simulate(size: SimulatedSize, shift: Shift | undefined, peer: Evidently | undefined) {
  const [ours, theirs] = [empty(), empty()];
  for (let seed = 1; seed <= pairs; seed++) {
    const pair = simulatedPair(seed, size, shift);
    const verdicts = judgedPair(pair);
    const drifted = verdicts.map((verdict) => verdict === "drift");
    count(ours, pair, drifted, verdicts.filter((verdict) => verdict === "too small to tell").length);
    if (peer === undefined || seed > peerPairs) continue;
    const names = await peer.drifted(pair);
    count(
      theirs,
      pair,
      pair.map(({ name }) => names.includes(name)),
      0,
    );
  }
  return { ours, theirs };
}

const percent = (part: number, whole: number): string => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`);
const rows = ({ reference, current }: SimulatedSize): string => `${reference} / ${current}`.padEnd(12);
const print = (who: string, { pairs: n, alarms, found, shifted, falselyFound, unclear }: Tally): string => {
  const columns = n * 20;
  return shifted === 0
    ? `${who} any alarm in ${percent(alarms, n)} of ${n} pairs, ${percent(unclear, columns)} of columns too small to tell`
    : `${who} found ${percent(found, shifted)} of shifted columns, and alarmed for ${percent(falselyFound, columns - shifted)} of the others (${n} pairs)`;
};

await using peer = peerPairs > 0 ? await startEvidently((line) => process.stderr.write(`${line}\n`)) : undefined;
for (const shift of [undefined, ...shifts]) {
  const what =
    shift === undefined
      ? "no drift"
      : `5 of 20 columns shifted by ${shift.deviations} σ, or ${shift.share} of the rows`;
  console.log(`\n${what}; rows of reference / current`);
  for (const size of sizes) {
    const { ours, theirs } = await simulate(size, shift, peer);
    console.log(`${rows(size)} ${print("Tidemark ", ours)}`);
    if (theirs.pairs > 0) console.log(`${" ".repeat(12)} ${print("Evidently", theirs)}`);
  }
}
