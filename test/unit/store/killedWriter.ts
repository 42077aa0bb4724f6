/** Records points one after the other and prints each once it is acknowledged, until it is killed. */
import { openStore } from "../../../src/store/openStore.ts";
import { insertRun } from "./testStore.ts";

const store = openStore(process.argv[2] ?? "");
const run = await store.write((tables) => insertRun(tables, "run"));
for (let step = 0; ; step += 1) {
  await store.write((tables) => tables.series.append(run, "loss", [{ step, time: step, value: step }]));
  process.stdout.write(`${step}\n`);
}
