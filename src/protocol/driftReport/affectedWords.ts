import type { AffectedRun, DriftAffected, VersionOfSide } from "../driftAffectedEntities.ts";
import type { DriftReport } from "../driftEntities.ts";
import { sideWords } from "./words.ts";

const usedWords = { reference: "before", between: "between", current: "now" } as const;

/** `customers v3, 1f0c5a2e, 2026-03-01`; without what the side is called already. */
function versionWords({ dataset, number, hash, firstSeen }: VersionOfSide, label: string): string {
  const name = `${dataset} v${number}`;
  return [...(label === name ? [] : [name]), hash.slice(0, 8), dayOf(firstSeen)].join(", ");
}

/** The versions whose rows a side has; empty where none is known. */
export const sideVersions = (report: DriftReport, side: "reference" | "current"): string =>
  report.affected?.versions[side].map((version) => versionWords(version, report[side].label)).join("; ") ?? "";

/** A side with its rows and, where it is known, its version. */
export function sideLine(report: DriftReport, side: "reference" | "current"): string {
  const versions = sideVersions(report, side);
  return `${sideWords(report[side])}${versions === "" ? "" : `: ${versions}`}`;
}

/** In UTC. @param time in Unix milliseconds */
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** What a run used, and what for: `customers v3, now, for training`. */
export const usesWords = ({ versions }: AffectedRun): string =>
  versions
    .map(({ dataset, number, used, use }) => {
      const purpose = use.context === null ? "" : `, for ${use.context}`;
      return `${dataset} v${number}, ${usedWords[used]}${purpose}`;
    })
    .join("; ");

/** How many runs are known to have used the data that is compared; why none may be. */
export function affectedWords({ versions, between, runs, total }: DriftAffected): string {
  if (versions.reference.length + versions.current.length === 0) {
    return "Neither side is a version of a data set that is known, so no run is known to have used it.";
  }
  if (total === 0) return "No run is known to have used these versions.";
  const others = between === 0 ? "" : `, or ${between === 1 ? "the one" : `one of the ${between}`} between them`;
  const more = total > runs.length ? ` The first ${runs.length} are listed.` : "";
  return `${total === 1 ? "1 run is" : `${total} runs are`} known to have used these versions${others}.${more}`;
}

/** The commits that the runs' code and the versions stood at, each once, with what stood there. */
export function affectedCommits({ versions, runs }: DriftAffected): readonly { commit: string; what: string }[] {
  const found = new Map<string, string[]>();
  const note = (commit: string | null, what: string): void => {
    if (commit !== null) found.set(commit, [...(found.get(commit) ?? []), what]);
  };
  for (const version of [...versions.reference, ...versions.current]) {
    note(version.commit, `${version.dataset} v${version.number} first seen`);
  }
  for (const { name, commit } of runs) note(commit, `run ${name}`);
  return [...found].map(([commit, what]) => {
    const all = [...new Set(what)];
    return { commit, what: all.slice(0, 5).join(", ") + (all.length > 5 ? `, and ${all.length - 5} more` : "") };
  });
}
