import type { PushSummary } from "../protocol/push.ts";
import { sentWords } from "../protocol/pushWords.ts";
import { credentialsWanted } from "./remoteCredentials.ts";
import { plain, type Terminal } from "./terminal.ts";

/** What was pushed, what was not, and where to look at it. */
export function pushReport(summary: PushSummary, style: Terminal["style"]): string {
  const { remote, sent, failures, failureCount, notes, interrupted, unauthenticated, page } = summary;
  const lines = [`Pushed to ${plain(remote)}: ${sentWords(sent)}.`];
  for (const note of notes) lines.push(style("quiet", plain(note)));
  if (failureCount > 0) lines.push(style("bad", `${failureCount} could not be pushed:`));
  for (const { place, reason } of failures) lines.push(`  ${plain(place)}: ${plain(reason)}`);
  if (interrupted !== null) {
    lines.push(style("bad", `It ended early: ${plain(interrupted)}`));
    lines.push(unauthenticated ? credentialsWanted : "The same command goes on where it ended.");
  }
  if (page !== null) lines.push(style("strong", plain(page)));
  return `${lines.join("\n")}\n`;
}
