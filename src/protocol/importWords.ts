import { formatBytes } from "./format.ts";
import type { ImportCandidate, ImportCounts, ImportKind, ImportProgress, ImportSummary } from "./import.ts";

/** What people call each kind of records. */
export const importKindNames: Readonly<Record<ImportKind, string>> = {
  mlruns: "MLflow folder",
  mlflowDatabase: "MLflow database",
  mlflowServer: "MLflow server",
  wandb: "Weights & Biases",
  tensorboard: "TensorBoard",
  dvclive: "DVCLive",
  csv: "logs as tables",
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `MLflow folder, 12 runs`. */
export const candidateWords = ({ kind, runs }: ImportCandidate): string =>
  runs === null ? importKindNames[kind] : `${importKindNames[kind]}, ${counted(runs, "run")}`;

/** What was written: `2 new runs, 1 updated, 300 points, 4 unchanged runs`; `nothing new` when that is so. */
export function writtenWords(written: ImportCounts): string {
  const parts = [
    written.runsNew > 0 && counted(written.runsNew, "new run"),
    written.runsUpdated > 0 && `${counted(written.runsUpdated, "run")} updated`,
    written.experimentsCreated > 0 && counted(written.experimentsCreated, "new experiment"),
    written.points > 0 && counted(written.points, "point"),
    written.artifacts > 0 && `${counted(written.artifacts, "file")} (${formatBytes(written.bytes)})`,
    written.loggedModels > 0 && counted(written.loggedModels, "logged model"),
    written.modelVersions > 0 && counted(written.modelVersions, "model version"),
  ].filter((part) => part !== false);
  const unchanged = written.runsUnchanged > 0 ? [`${counted(written.runsUnchanged, "run")} unchanged`] : [];
  return [...(parts.length === 0 ? ["nothing new"] : parts), ...unchanged].join(", ");
}

/** `120 of 2000 runs: 120 new runs, 48000 points`. */
export const progressWords = ({ runsDone, runs, written }: ImportProgress): string =>
  `${runs === null ? counted(runsDone, "run") : `${runsDone} of ${counted(runs, "run")}`}: ${writtenWords(written)}`;

/** How many things were skipped, in a few words; empty when none was. */
export const skippedWords = ({ skippedCount }: ImportSummary): string =>
  skippedCount === 0 ? "" : `${counted(skippedCount, "thing")} skipped`;

/** What was skipped and why, a line for each; what was only counted is said at the end. */
export function skippedLines({ skipped, skippedCount }: ImportSummary): readonly string[] {
  const more = skippedCount - skipped.length;
  return [...skipped.map(({ place, reason }) => `${place}: ${reason}`), ...(more > 0 ? [`… and ${more} more`] : [])];
}
