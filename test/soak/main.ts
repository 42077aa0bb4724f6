/**
 * An hour of logging in minutes: 20 real clients undisturbed, for the engine's memory; then while it is killed 20 times
 * and its clock is set back; on a disk that fills up (root only); on one that is slow. Afterwards every point is looked
 * for.
 * @example npm run soak -- --seed 7 --calls 400
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ensureVirtualEnvironment } from "../../scripts/environment/python.ts";
import { inRoot } from "../../scripts/root.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import { fillFor, smallDisk } from "./fullDisk.ts";
import { type SoakOptions, type SoakReport, soak } from "./soak.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    calls: { type: "string", default: "3600" },
  },
});
const seed = Number(values.seed);
const calls = Number(values.calls);
const { python } = await ensureVirtualEnvironment(
  inRoot(".cache", "python", "mlflow3"),
  inRoot("test", "interop", "requirements-mlflow3.txt"),
  console.log,
);
console.log(`Seed ${seed}: --seed ${seed} repeats what is chosen at random.`);

let failed = false;
const hour = 3600;
await phase("undisturbed", { clients: 20, calls, kills: 0 });
await phase("killed 20 times, its clock set back by an hour in every second life", {
  clients: 20,
  calls,
  kills: 20,
  clockBack: hour,
});
if (process.getuid?.() === 0) await fullDisk();
else console.log("– a full disk: left out, since only root may mount a small one");
await phase("on a slow disk, killed twice", { clients: 4, calls: calls / 10, kills: 2, diskDelay: 5 });
process.exit(failed ? 1 : 0);

async function fullDisk(): Promise<void> {
  await using folder = await temporaryFolder();
  const disk = join(folder.path, "disk");
  await using _small = await smallDisk(disk, 64);
  await phase("on a disk that is full three times", {
    clients: 4,
    calls: calls / 5,
    kills: 0,
    workspace: join(disk, "workspace"),
    meanwhile: async (signal) => {
      for (let times = 0; times < 3; times += 1) {
        await delay(calls, undefined, { signal }).catch(() => undefined);
        if (!signal.aborted) await fillFor(disk, 4000);
      }
    },
  });
}

async function phase(title: string, options: Omit<SoakOptions, "python" | "seed">): Promise<void> {
  const report = await soak({ python, seed, ...options });
  if (report.wrong.length > 0) failed = true;
  console.log(`${report.wrong.length === 0 ? "✔" : "✖"} ${title}\n  ${words(options, report)}`);
  for (const each of report.wrong.slice(0, 20)) console.log(`  ${each}`);
}

function words({ clients }: Pick<SoakOptions, "clients">, report: SoakReport): string {
  const { calls: sent, points, kills, seconds, memory } = report;
  const quarter = Math.ceil(memory.length / 4);
  const average = (part: readonly number[]): string =>
    (part.reduce((sum, each) => sum + each, 0) / Math.max(1, part.length)).toFixed(0);
  const quarters = [0, 1, 2, 3].map((index) => average(memory.slice(index * quarter, (index + 1) * quarter)));
  return [
    `${clients} clients, ${sent} requests, ${points} points in ${seconds.toFixed(0)} s`,
    `${kills} kills`,
    `memory in the quarters of the last life ${quarters.join(", ")} MB`,
  ].join("; ");
}
