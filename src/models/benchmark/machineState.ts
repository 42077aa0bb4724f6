import { readdir, readFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { MachineState } from "../../protocol/benchmarkEntities.ts";

const governorFile = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";
const powerFolder = "/sys/class/power_supply";

/** What the machine is like now, as far as its system tells. */
export async function machineState(): Promise<MachineState> {
  const [first] = cpus();
  return {
    cores: availableParallelism(),
    processor: first?.model.trim() || "unknown",
    // Windows has no such figure and gives 0.
    load: process.platform === "win32" ? null : (loadavg()[0] ?? null),
    governor: await wordIn(governorFile),
    onBattery: await isOnBattery(),
  };
}

async function isOnBattery(): Promise<boolean | null> {
  const supplies = await readdir(powerFolder).catch(() => []);
  const states = await Promise.all(supplies.map((name) => wordIn(join(powerFolder, name, "status"))));
  const known = states.filter((state) => state !== null);
  return known.length === 0 ? null : known.includes("Discharging");
}

/** Null where the system has no such file. */
const wordIn = (path: string): Promise<string | null> =>
  readFile(path, "utf8").then(
    (text) => text.trim(),
    () => null,
  );
