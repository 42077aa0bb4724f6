/**
 * Checks, profiles and comparisons of a data set of a million rows and 20 columns, as the engine's data process does them, beside
 * DuckDB's own SUMMARIZE and the tools that people use for this in Python. What is compared takes turns in each round.
 * @example npm run bench -- data --rows 1000000 --rounds 5
 */
import { parseArgs } from "node:util";
import { answersText } from "./data/answers.ts";
import { cancelling, large, opening, saving } from "./data/bounds.ts";
import { type Contender, takeTurns } from "./data/contender.ts";
import { benchFiles } from "./data/files.ts";
import { check, drift, profile, summarize } from "./data/own.ts";
import { startPeers } from "./data/peers.ts";
import { type Group, groupText, tableHead } from "./data/table.ts";
import { machine } from "./tracking/report.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "5" },
    /** The tools in Python, too. */
    peers: { type: "boolean", default: true },
    /** Those of their ways that need ten minutes and more. */
    slow: { type: "boolean", default: false },
    /** Times of answers instead of whole pieces of work. */
    bounds: { type: "boolean", default: true },
    /** Only the memory that so many gigabytes of Parquet need, which are made for it and deleted. */
    large: { type: "string" },
  },
  allowNegative: true,
});
if (values.large !== undefined) {
  for (const text of await large(Number(values.large))) console.log(text);
  process.exit();
}
const rows = Number(values.rows);
const rounds = Number(values.rounds);
const files = await benchFiles(rows);
const { folder, csv, parquet } = files;

const [cold, again] = await check(files);
const single = summarize("SUMMARIZE", [csv[0]]);
const profiled = profile("Tidemark, profile", folder, csv[0]);
const fromCsv = drift("Tidemark, drift", folder, csv);
const fromParquet = drift("Tidemark, drift", folder, parquet);
const bothCsv = summarize("SUMMARIZE of both", csv);
const bothParquet = summarize("SUMMARIZE of both", parquet);

const peers = values.peers ? await startPeers(files, values.slow) : { checking: [], profiling: [], drifting: [] };
const others = [...peers.checking, ...peers.profiling, ...peers.drifting];
await takeTurns([single, cold, profiled, bothCsv, fromCsv, bothParquet, fromParquet, ...others], rounds);

const measuredOf = (contenders: readonly Contender[]) => contenders.map(({ measured }) => measured);
const groups: readonly Group[] = [
  {
    title: "Checks of a CSV",
    own: cold.measured,
    others: [again, single.measured, ...measuredOf(peers.checking)],
    beside: ["Tidemark, the same again"],
    most: { SUMMARIZE: 1.5 },
    faster: 10,
  },
  {
    title: "Profile of a CSV",
    own: profiled.measured,
    others: [single.measured, ...measuredOf(peers.profiling)],
    most: { SUMMARIZE: 2 },
  },
  {
    title: "Drift of two CSV",
    own: fromCsv.measured,
    others: [bothCsv.measured, ...measuredOf(peers.drifting)],
    beside: ["SUMMARIZE of both"],
    within: 3,
    faster: 10,
  },
  { title: "Drift of two Parquet", own: fromParquet.measured, others: [bothParquet.measured], within: 3 },
];
console.log(`${machine()}; ${rows.toLocaleString("en")} rows, ${rounds} rounds\n\n${tableHead()}`);
for (const group of groups) console.log(groupText(group));
if (values.bounds) {
  console.log(`\nAnswers\n  ${await saving(2 * rounds)}`);
  for (const text of [...(await opening(files, rounds)), ...(await cancelling(files))]) console.log(`  ${text}`);
}
console.log("");
for (const { measured } of peers.checking) console.log(answersText(cold.measured, measured));
