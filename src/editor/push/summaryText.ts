import type { PushSummary } from "../../protocol/push.ts";
import { sentWords } from "../../protocol/pushWords.ts";
import { oneLine } from "../experiments/labels.ts";

/** Everything about a push that a notification has no room for. */
export function summaryText({ remote, sent, failures, failureCount, notes, interrupted }: PushSummary): string {
  const more = failureCount - failures.length;
  const parts = [
    `# Pushed to ${remote}`,
    `Sent: ${sentWords(sent)}.`,
    interrupted === null ? "" : `It ended early: ${oneLine(interrupted)} Pushing again goes on there.`,
    section("Could not be pushed", [
      ...failures.map(({ place, reason }) => `${oneLine(place)}: ${oneLine(reason)}`),
      ...(more > 0 ? [`and ${more} more`] : []),
    ]),
    section("Notes", notes.map(oneLine)),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? "" : `## ${title}\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
