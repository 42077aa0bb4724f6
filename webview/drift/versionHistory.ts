import type { Caller } from "../../src/protocol/channel.ts";
import type { DatasetVersionDetail } from "../../src/protocol/datasetEntities.ts";
import type { DriftReport } from "../../src/protocol/driftEntities.ts";
import type { DriftPageContract } from "../../src/protocol/driftPageContract.ts";

/** How many versions are drawn: those seen last. */
const mostVersions = 20;

/** The data set whose versions are compared; null where the sides have none in common. */
export function datasetOf({ affected }: DriftReport): string | null {
  if (affected === null) return null;
  const { reference, current } = affected.versions;
  const common = reference.find(({ dataset }) => current.some((other) => other.dataset === dataset));
  return common?.dataset ?? null;
}

/** The versions of a data set that have a profile, the oldest first: at most the 20 that were seen last. */
export async function profiledVersions(
  host: Caller<DriftPageContract>,
  dataset: string,
): Promise<readonly DatasetVersionDetail[]> {
  const { versions } = await host.request("datasets/versions", { dataset, limit: mostVersions });
  const profiled = versions.filter(({ hasProfile }) => hasProfile).sort((a, b) => a.number - b.number);
  const details: DatasetVersionDetail[] = [];
  for (const { number } of profiled) {
    details.push(await host.request("datasets/version", { dataset, version: String(number) }));
  }
  return details;
}
