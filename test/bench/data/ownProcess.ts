import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inRoot } from "../../../scripts/root.ts";
import { type DataProcess, dataProcess } from "../../../src/data/process/startData.ts";
import { dataProcesses } from "../../support/dataProcesses.ts";

/** The built data process of a workspace, as the engine starts it. */
export function startedData(workspace: string): DataProcess {
  return dataProcess({
    file: pathToFileURL(inRoot("dist", "dataProcess.mjs")),
    workspace,
    temporaryFolder: join(workspace, "spill"),
    onJournal: () => undefined,
    onCrash({ code, signal, printed }) {
      throw new Error(`The data process ended with ${code ?? signal}: ${printed}`);
    },
  });
}

/** The most memory that the data process held so far, in MiB; null where the system does not say. */
export async function peakMemory(parent = process.pid): Promise<number | null> {
  const peaks: number[] = [];
  for (const pid of dataProcesses(parent)) {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    const kibibytes = status.match(/^VmHWM:\s+(\d+) kB$/m)?.[1];
    if (kibibytes !== undefined) peaks.push(Number(kibibytes) / 1024);
  }
  return peaks.length === 0 ? null : Math.max(...peaks);
}
