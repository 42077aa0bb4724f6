import type { ModelVersionRecord } from "../../tracking/registry/registryTypes.ts";
import type { Tracking } from "../../tracking/tracking.ts";

/** All versions of a registered model, in the order of their numbers. */
export async function versionsOf({ registry }: Tracking, name: string): Promise<readonly ModelVersionRecord[]> {
  registry.models.get(name);
  const found: ModelVersionRecord[] = [];
  let pageToken: string | undefined;
  do {
    const page = await registry.versions.search({
      filter: `name = ${quoted(name)}`,
      orderBy: [],
      maxResults: 1000,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    found.push(...page.items);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return found.sort((a, b) => a.version - b.version);
}

/** As the search language has it, which knows no escapes. */
export const quoted = (name: string): string => (name.includes("'") ? `"${name}"` : `'${name}'`);
