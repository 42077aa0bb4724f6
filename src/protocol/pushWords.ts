import { formatAge, formatBytes } from "./format.ts";
import type { PushCounts, PushSize, SyncState } from "./push.ts";

/** So many runs are a slip of the hand unless they were meant: pushing more is asked about first. */
export const manyRuns = 100;

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** How much there is to send: `120 runs with 3400 points and 12 files (4 MB)`. */
export const sizeWords = ({ runs, points, files, bytes }: PushSize): string =>
  `${counted(runs, "run")} with ${counted(points, "point")} and ${counted(files, "file")} (${formatBytes(bytes)})`;

/** What was sent: `2 new runs, 1 updated, 300 points`; `nothing new` when there was nothing to send. */
export function sentWords(sent: PushCounts): string {
  const parts = [
    sent.runsCreated > 0 && counted(sent.runsCreated, "new run"),
    sent.runsUpdated > 0 && `${counted(sent.runsUpdated, "run")} updated`,
    sent.points > 0 && counted(sent.points, "point"),
    sent.files > 0 && `${counted(sent.files, "file")} (${formatBytes(sent.bytes)})`,
    sent.loggedModels > 0 && counted(sent.loggedModels, "logged model"),
    sent.modelVersions > 0 && counted(sent.modelVersions, "model version"),
  ].filter((part) => part !== false);
  return parts.length === 0 ? "nothing new" : parts.join(", ");
}

/** How keeping an experiment pushed is going, in a few words. */
export function syncWords({ state, message, runsLeft, failures, currentAt }: SyncState, now: number): string {
  const refused = failures.length === 0 ? "" : `; ${counted(failures.length, "item")} refused`;
  switch (state) {
    case "current":
      return `up to date${currentAt === null ? "" : ` (${formatAge(currentAt, now)})`}${refused}`;
    case "sending":
      return `sending${runsLeft > 0 ? ` ${counted(runsLeft, "run")}` : ""}${refused}`;
    case "waiting":
      return `waiting: ${message ?? "the server does not answer"}`;
    case "unauthenticated":
      return "the server wants credentials";
  }
}
