import type { ImportCounts, ImportSummary, SkippedItem } from "../../../protocol/import.ts";

/** What an import has done so far. */
export interface ImportReport {
  readonly written: { -readonly [K in keyof ImportCounts]: number };
  skip(place: string, reason: string): void;
  summary(): ImportSummary;
}

const mostListed = 1000;

export function createImportReport(): ImportReport {
  const skipped: SkippedItem[] = [];
  let skippedCount = 0;
  const written = {
    experimentsCreated: 0,
    runsNew: 0,
    runsUpdated: 0,
    runsUnchanged: 0,
    points: 0,
    artifacts: 0,
    bytes: 0,
    loggedModels: 0,
    modelVersions: 0,
  };
  return {
    written,
    skip(place, reason) {
      skippedCount += 1;
      if (skipped.length < mostListed) skipped.push({ place, reason });
    },
    summary: () => ({ written: { ...written }, skipped, skippedCount }),
  };
}
